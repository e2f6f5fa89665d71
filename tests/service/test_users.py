"""Coming in, changing one's name, being put out."""

from datetime import timedelta

import pytest

from flet_chat.core.errors import (
    AlreadySetUp,
    BlankName,
    LinkExpired,
    NameTooLong,
    NotAllowed,
    SignInRequired,
    Taken,
)
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import channels, links, sessions, users
from flet_chat.service import workspace as workspaces
from flet_chat.storage.sqlite.store import open_store
from tests.cast import Clock, Workspace, password_hash


def test_the_first_run_happens_once_and_by_the_newest_link(tmp_path, clock: Clock) -> None:
    store = open_store(tmp_path / "chat.db", clock, lambda: None)
    old = store.write_now(users.first_run_link)
    new = store.write_now(users.first_run_link)
    for secret in (old, "", "made up"):
        with pytest.raises(LinkExpired):
            store.write_now(lambda tx, s=secret: users.set_up_by_link(tx, s, "Acme", "Ann", "ann", password_hash()))
    owner = store.write_now(lambda tx: users.set_up_by_link(tx, new, "Acme", "Ann", "ann", password_hash()))
    assert owner.role is Role.OWNER
    assert store.write_now(users.first_run_link) is None
    with pytest.raises(AlreadySetUp):
        store.write_now(lambda tx: users.set_up_by_link(tx, new, "Acme", "Eve", "eve", password_hash()))
    with pytest.raises(AlreadySetUp):
        store.write_now(lambda tx: users.set_up(tx, "Acme", Access.OPEN, "Eve", "eve", password_hash()))
    store.close()


def test_everybody_is_in_general_from_the_start(workspace: Workspace) -> None:
    for who in (workspace.ann, workspace.bob, workspace.cleo, workspace.echo):
        assert [entry.channel.name for entry in workspace.look(who, channels.sidebar)] == ["general"]


def test_an_invitation_lets_in_as_many_as_it_says(workspace: Workspace) -> None:
    token = workspace.admin(links.invite, workspace.bob, 2)
    for name in ("fay", "gus"):
        assert workspace.admin(users.join, token, name, name, password_hash()).role is Role.MEMBER
    with pytest.raises(LinkExpired):
        workspace.admin(users.join, token, "hal", "hal", password_hash())
    assert not workspace.chat.store.read(lambda tx: links.invite_is_open(tx, token))


def test_who_fails_to_come_in_uses_nothing_up(workspace: Workspace) -> None:
    token = workspace.admin(links.invite, workspace.bob, 1)
    for name, error in (("bob", Taken), ("", BlankName), ("x" * 300, NameTooLong)):
        with pytest.raises(error):
            workspace.admin(users.join, token, name, name, password_hash())
    assert workspace.admin(users.join, token, "Fay", "fay", password_hash()).username == "fay"


def test_an_invitation_ends_at_its_time_or_when_it_is_revoked(workspace: Workspace) -> None:
    short = workspace.admin(links.invite, workspace.bob, None, timedelta(hours=1))
    revoked = workspace.admin(links.invite, workspace.bob)
    (newest, _) = workspace.look(workspace.bob, links.open_invites)
    workspace.act(workspace.bob, links.revoke_invite, newest.id)
    workspace.admin(users.join, short, "Fay", "fay", password_hash())
    workspace.clock.move(timedelta(hours=1))
    for token in (short, revoked, "", "made up"):
        with pytest.raises(LinkExpired):
            workspace.admin(users.join, token, "Gus", "gus", password_hash())


def test_members_see_and_revoke_their_own_invitations_and_admins_all(workspace: Workspace) -> None:
    workspace.admin(links.invite, workspace.bob)
    workspace.admin(links.invite, workspace.ann)
    anns, bobs = workspace.look(workspace.ann, links.open_invites)
    assert (anns.creator_id, bobs.creator_id) == (workspace.ann.id, workspace.bob.id)
    assert len(workspace.look(workspace.bob, links.open_invites)) == 1
    with pytest.raises(Exception, match="gone"):
        workspace.act(workspace.bob, links.revoke_invite, anns.id)


def test_a_guest_makes_no_invitation(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.admin(links.invite, workspace.cleo)


@pytest.mark.parametrize(("uses", "days"), [(0, 1), (-1, 1), (10**20, 1), (1, 0), (1, -1), (1, 10**6)])
def test_an_invitation_without_sense_is_refused(workspace: Workspace, uses: int, days: int) -> None:
    with pytest.raises(Exception, match="An invitation"):
        workspace.admin(links.invite, workspace.bob, uses, timedelta(days=days))


def test_without_an_invitation_only_an_open_workspace_takes_people(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.admin(users.join, None, "Fay", "fay", password_hash())
    workspace.act(workspace.ann, workspaces.change, "Acme", Access.OPEN)
    assert workspace.admin(users.join, None, "Fay", "fay", password_hash()).role is Role.MEMBER


def test_guests_by_name_come_in_where_that_is_on(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.admin(users.join_as_guest, "Fay")
    workspace.act(workspace.ann, workspaces.change, "Acme", Access.GUEST)
    with pytest.raises(BlankName, match=r"^Name cannot be blank$"):
        workspace.admin(users.join_as_guest, " \u200b ")
    fay = workspace.admin(users.join_as_guest, "Fay")
    assert (fay.role, fay.username) == (Role.GUEST, "guest-fay")
    for name in ("fay", "ANN LEE", "Bob"):
        with pytest.raises(Taken):
            workspace.admin(users.join_as_guest, name)
    assert workspace.admin(users.join_as_guest, "🎉").username == "guest"
    assert workspace.admin(users.join_as_guest, "🎈").username == "guest-2"
    assert workspace.admin(users.join_as_guest, "ﬃ" * 40).role is Role.GUEST


def test_a_guest_does_not_take_the_name_of_another(workspace: Workspace) -> None:
    with pytest.raises(Taken):
        workspace.act(workspace.cleo, users.rename, "bob")
    assert workspace.act(workspace.cleo, users.rename, "CLEO").name == "CLEO"


def test_only_who_runs_the_workspace_changes_it(workspace: Workspace) -> None:
    for who in (workspace.bob, workspace.cleo, workspace.echo):
        with pytest.raises(NotAllowed):
            workspace.act(who, workspaces.change, "Mine", Access.OPEN)
    workspace.act(workspace.ann, workspaces.change, " Acme\u202e 2 ", Access.OPEN)
    assert workspace.chat.store.read(workspaces.current).name == "Acme 2"


def test_a_closed_account_is_out_everywhere_at_once(workspace: Workspace) -> None:
    token = workspace.act(workspace.bob, sessions.open_session, "phone")
    invitation = workspace.admin(links.invite, workspace.bob)
    reset = workspace.act(workspace.ann, links.reset, workspace.bob.id)
    assert workspace.chat.store.read(lambda tx: sessions.find(tx, token))
    workspace.admin(users.deactivate, workspace.bob)
    assert workspace.chat.store.read(lambda tx: sessions.find(tx, token)) is None
    with pytest.raises(SignInRequired):
        workspace.look(workspace.bob, channels.sidebar)
    with pytest.raises(LinkExpired):
        workspace.admin(users.join, invitation, "Bob again", "bob2", password_hash())
    with pytest.raises(LinkExpired):
        workspace.admin(links.use_reset, reset, password_hash())


def test_an_account_that_is_opened_again_signs_in_afresh(workspace: Workspace) -> None:
    token = workspace.act(workspace.bob, sessions.open_session, "phone")
    closed = workspace.admin(users.deactivate, workspace.bob)
    workspace.admin(users.reactivate, closed)
    assert workspace.look(workspace.bob, channels.sidebar)
    assert workspace.chat.store.read(lambda tx: sessions.find(tx, token)) is None


def test_the_owner_cannot_be_put_out(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.admin(users.deactivate, workspace.ann)


def test_a_reset_link_works_once_for_a_day_and_ends_every_sign_in(workspace: Workspace) -> None:
    session = workspace.act(workspace.bob, sessions.open_session, "phone")
    first = workspace.act(workspace.ann, links.reset, workspace.bob.id)
    second = workspace.act(workspace.ann, links.reset, workspace.bob.id)
    with pytest.raises(LinkExpired):
        workspace.admin(links.use_reset, first, "hash")
    assert workspace.admin(links.use_reset, second, "hash").id == workspace.bob.id
    assert workspace.chat.store.read(lambda tx: sessions.find(tx, session)) is None
    with pytest.raises(LinkExpired):
        workspace.admin(links.use_reset, second, "other hash")
    late = workspace.act(workspace.ann, links.reset, workspace.bob.id)
    workspace.clock.move(timedelta(hours=24))
    with pytest.raises(LinkExpired):
        workspace.admin(links.use_reset, late, "hash")


def test_only_who_runs_the_workspace_makes_reset_links(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        workspace.act(workspace.bob, links.reset, workspace.cleo.id)


def test_an_admin_does_not_choose_the_owners_password(workspace: Workspace) -> None:
    admin = workspace.admin(users.add, "Ida", "ida", Role.ADMIN, password_hash())
    assert workspace.act(admin, links.reset, workspace.bob.id)
    with pytest.raises(NotAllowed):
        workspace.act(admin, links.reset, workspace.ann.id)
    assert workspace.act(workspace.ann, links.reset, workspace.ann.id)


def test_who_runs_the_workspace_closes_accounts_but_not_their_own_or_a_peers(workspace: Workspace) -> None:
    priya = workspace.admin(users.add, "Priya", "priya", Role.ADMIN, password_hash())
    with pytest.raises(NotAllowed):
        workspace.act(workspace.bob, users.close_account, workspace.cleo.id)
    for target in (priya, workspace.ann):
        with pytest.raises(NotAllowed):
            workspace.act(priya, users.close_account, target.id)
    assert not workspace.act(priya, users.close_account, workspace.bob.id).active
    assert not workspace.act(workspace.ann, users.close_account, priya.id).active
    with pytest.raises(SignInRequired):
        workspace.look(workspace.bob, channels.sidebar)
