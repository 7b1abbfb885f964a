"""The newest threads are found without looking at all of them."""


def up(migrator, db):
    migrator.migrate(migrator.add_index("thread", ("deleted_on", "last_post_on"), False))
