"""What the plugins that make pages share: fonts, templates, words, pictures for paper, layout and imposition.

Plugins may import it beside the contract. It imports nothing of the application but the contract.
"""
