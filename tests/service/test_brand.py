"""Who may change how the workspace looks, and what is kept of it."""

import pytest

from flet_chat.core.brand import Brand, Change, picture_hash
from flet_chat.core.errors import BadColor, NotAllowed
from flet_chat.service import brand
from flet_chat.service import workspace as workspaces
from tests.cast import Workspace


def test_the_owner_changes_the_look_and_a_member_may_not(workspace: Workspace) -> None:
    change = Change(theme_color="#0B7285", picture=b"png")
    for who in (workspace.bob, workspace.cleo, workspace.echo):
        with pytest.raises(NotAllowed):
            workspace.act(who, brand.change, change)
        with pytest.raises(NotAllowed):
            workspace.act(who, brand.reset)
    assert workspace.admin(brand.current) == Brand("Acme")
    workspace.act(workspace.ann, brand.change, change)
    look, picture = workspace.admin(brand.with_picture)
    assert look == Brand("Acme", theme_color="#0B7285", picture=picture_hash(b"png"))
    assert picture == b"png"


def test_a_change_that_is_refused_leaves_all_as_it_was(workspace: Workspace) -> None:
    workspace.act(workspace.ann, brand.change, Change(description="Rockets", picture=b"png"))
    before = workspace.admin(brand.with_picture)
    with pytest.raises(BadColor):
        workspace.act(workspace.ann, brand.change, Change(name="Other", picture=b"other", theme_color="red;}"))
    assert workspace.admin(brand.with_picture) == before


def test_the_name_is_that_of_the_workspace(workspace: Workspace) -> None:
    workspace.act(workspace.ann, brand.change, Change(name="Acme Labs", description="Rockets"))
    found = workspace.admin(workspaces.current)
    assert found.name == "Acme Labs"
    workspace.act(workspace.ann, brand.reset)
    assert workspace.admin(brand.current) == Brand("Acme Labs")


def test_going_back_to_initials_forgets_the_picture(workspace: Workspace) -> None:
    workspace.act(workspace.ann, brand.change, Change(picture=b"png"))
    workspace.act(workspace.ann, brand.change, Change(accent="#0B7285"))
    assert workspace.admin(brand.with_picture)[1] == b"png"
    workspace.act(workspace.ann, brand.change, Change(picture=b""))
    assert workspace.admin(brand.with_picture) == (Brand("Acme", own_accent="#0B7285"), b"")
