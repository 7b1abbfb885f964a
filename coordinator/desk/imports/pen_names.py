"""Makes up pen names for people who wrote elsewhere, from two plain words each."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count

from coordinator.spaces.actions.pen_names import key_of

_NEIGHBOURS = 40

_QUALITIES = """
amber ancient autumn awake barefoot blue bold brave brisk bronze calm careful cheerful clear clever clover coastal
copper coral cosy curious dancing daring dawn dusty eager early earnest easy evening faithful fearless fern flying
frank free fresh friendly frosty gentle glad golden grassy green grey happy hardy hazel honest humble hungry icy
indigo inland island ivory jolly joyful keen kind late leafy lively lucky lunar marsh mellow merry mild misty morning
mossy mountain nimble noble northern open orange patient pearl pine plain playful polar proud purple quick quiet
rainy rapid ready red restless river rosy rusty sandy scarlet shy silent silver sincere singing sleepy slow small
snowy sober soft solar southern spotted spring steady stormy strong stubborn summer sunny swift tall tawny tender
thirsty thoughtful tidy tiny tireless upland valley velvet violet wakeful wandering warm watchful wavy western white
wild willing windy winter wise witty wooden woolly yellow young
""".split()  # noqa: SIM905 (a list that a person reads and adds to)
_BIRDS = """
albatross avocet bittern blackbird bluebird bluetail bobolink brambling bullfinch bunting bustard buzzard canary
catbird chaffinch chickadee chiffchaff chough condor coot cormorant corncrake crane creeper crossbill crow cuckoo
curlew dipper dotterel dove duck dunlin dunnock eagle egret eider falcon fieldfare finch flamingo flicker flycatcher
fulmar gadwall gannet godwit goldcrest goldeneye goldfinch goosander goose goshawk grebe greenfinch greenshank grouse
guillemot gull harrier hawfinch hawk heron hobby hoopoe hornbill hummingbird ibis jackdaw jay kestrel kingfisher kite
kittiwake knot lapwing lark linnet loon magpie mallard martin merganser merlin mockingbird moorhen nighthawk nightingale
nightjar nuthatch oriole osprey ouzel owl oystercatcher parakeet parrot partridge pelican penguin petrel pheasant
pigeon pintail pipit plover pochard ptarmigan puffin quail raven razorbill redpoll redshank redstart redwing robin
roller rook ruff sanderling sandpiper scoter serin shearwater shelduck shoveler shrike siskin skimmer skua skylark
smew snipe sparrow spoonbill starling stilt stint stonechat stork swallow swan swift tanager teal tern thrasher thrush
towhee treecreeper turnstone vireo wagtail warbler waxbill waxwing wheatear whimbrel whinchat whitethroat wigeon
woodcock woodlark woodpecker wren wryneck yellowhammer
""".split()  # noqa: SIM905


class PenNames:
    """Gives each sender a pen name of their own: `Quiet Heron`; the same key gets the same name every time.

    `known` are names given in earlier imports, by sender key; `taken` are names that nobody new may get. Keys are
    hexadecimal and of at least 16 digits.
    """

    def __init__(self, known: Mapping[str, str] | None = None, taken: Collection[str] = ()) -> None:
        self._given = dict(known or {})
        self._taken = {key_of(name) for name in (*taken, *self._given.values())}

    def pen_name_for(self, sender_key: str) -> str:
        """The sender's pen name; made up at the first call, and unlike all others given or taken."""
        if sender_key not in self._given:
            name = next(name for name in _candidates(int(sender_key[:16], 16)) if key_of(name) not in self._taken)
            self._taken.add(key_of(name))
            self._given[sender_key] = name
        return self._given[sender_key]


def _candidates(start: int) -> Iterator[str]:
    """Names from the one that the key chooses on: some neighbours, then the chosen one with a number."""
    for offset in range(_NEIGHBOURS):
        yield _name(start + offset)
    for number in count(2):
        yield f"{_name(start)} {number}"


def _name(number: int) -> str:
    quality, bird = divmod(number % (len(_QUALITIES) * len(_BIRDS)), len(_BIRDS))
    return f"{_QUALITIES[quality]} {_BIRDS[bird]}".title()
