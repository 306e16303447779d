"""`/terms`."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from src import work
from src.blueprints.wire import accepts, answer_page, no_content
from src.controllers import terms
from src.schemas.terms import TermCreate, TermPatch, TermQuery, dump_term

bp = Blueprint("terms", __name__, url_prefix="/terms")


@bp.post("")
@accepts(body=TermCreate)
@work.write
def create_term(body: TermCreate) -> ResponseReturnValue:
    term = terms.create_term(**body.given())
    return dump_term(term), 201, {"Location": url_for("terms.get_term", term_id=term.id)}


@bp.get("")
@accepts(query=TermQuery)
@work.read
def list_terms(query: TermQuery) -> ResponseReturnValue:
    return answer_page(terms.list_terms(**query.model_dump()), dump_term)


@bp.get("/<id:term_id>")
@accepts()
@work.read
def get_term(term_id: int) -> ResponseReturnValue:
    return dump_term(terms.get_term(term_id=term_id))


@bp.patch("/<id:term_id>")
@accepts(body=TermPatch)
@work.write
def update_term(term_id: int, body: TermPatch) -> ResponseReturnValue:
    return dump_term(terms.update_term(term_id=term_id, changes=body.given()))


@bp.delete("/<id:term_id>")
@accepts()
@work.write
def delete_term(term_id: int) -> ResponseReturnValue:
    terms.delete_term(term_id=term_id)
    return no_content()
