"""Who reads what of a case: what goes into a bundle for each reader, and why something does not. Pure."""

from dataclasses import dataclass

from packs.states import Ground, Reader
from records.states import OF_DATA, PRIVILEGED, RecordKind

EVIDENCE = "evidence"
# What a witness said: nobody it is about reads it in a bundle.
IN_CONFIDENCE = (RecordKind.INTERVIEW_NOTE, RecordKind.STATEMENT)
INTERNAL = (RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT)
# What goes to whoever complains, or went to them: their copies are theirs, whether they are known as a person or not.
TO_COMPLAINANTS = (
    RecordKind.COMPLAINT_ACKNOWLEDGED,
    RecordKind.COMPLAINT_UPDATE,
    RecordKind.COMPLAINT_OUTCOME,
    RecordKind.PANEL_LETTER,
    RecordKind.PANEL_OUTCOME,
    *OF_DATA,
)
# What the police are given: what happened, who saw it, what was forbidden to whom.
FOR_POLICE = (
    EVIDENCE,
    *IN_CONFIDENCE,
    *INTERNAL,
    RecordKind.FIRST_LETTER,
    RecordKind.TRUST_WIDE_LETTER,
    RecordKind.EXTENSION_LETTER,
    RecordKind.UPHELD_LETTER,
    RecordKind.VARIED_LETTER,
    RecordKind.BEHAVIOUR_WARNING,
    RecordKind.ONLINE_REMOVAL,
    RecordKind.ONLINE_WARNING,
    RecordKind.POLICE_PACK,
)
# What somebody it is about may read, where it was given to them. A kind that is not named here is never theirs.
FOR_PARENT = (
    RecordKind.FIRST_LETTER,
    RecordKind.TRUST_WIDE_LETTER,
    RecordKind.EXTENSION_LETTER,
    RecordKind.UPHELD_LETTER,
    RecordKind.VARIED_LETTER,
    RecordKind.NOT_UPHELD_LETTER,
    RecordKind.CONTINUED_LETTER,
    RecordKind.LIFTED_LETTER,
    RecordKind.VOID_LETTER,
    RecordKind.BEHAVIOUR_WARNING,
    RecordKind.RESTRICTION_WARNING,
    RecordKind.RESTRICTION_TERMS,
    RecordKind.RESTRICTION_ENDED,
    RecordKind.STATEMENT,
    RecordKind.INTERVIEW_NOTE,
    RecordKind.PUPIL_SUSPENDED,
    RecordKind.PUPIL_DAY_SIX,
    RecordKind.PUPIL_CANCELLED,
    RecordKind.PUPIL_REINSTATED,
    RecordKind.PUPIL_INVITED,
    RecordKind.PUPIL_OUTCOME,
    RecordKind.MEETING_INVITATION,
    RecordKind.MEETING_DRAFT,
    RecordKind.MEETING_RECORD,
    RecordKind.MEDIATION_RECORD,
    RecordKind.MEETING_CANCELLED,
    RecordKind.ONLINE_REMOVAL,
    RecordKind.ONLINE_EXPECTATIONS,
    RecordKind.ONLINE_WARNING,
    RecordKind.ONLINE_BLOCK,
    RecordKind.ONLINE_THANKS,
)
# What whoever decides may put in all the same, having looked at it; every other ground stands.
MAY_GO_IN = {
    Reader.CHAIR: (Ground.REPLACED, Ground.WITHDRAWN),
    Reader.PANEL: (Ground.REPLACED, Ground.WITHDRAWN),
    Reader.HEARING: (
        Ground.OTHER_CHILD,
        Ground.OTHERS,
        Ground.IN_CONFIDENCE,
        Ground.NOT_GIVEN,
        Ground.REPLACED,
        Ground.WITHDRAWN,
    ),
    Reader.POLICE: (Ground.REPLACED, Ground.WITHDRAWN, Ground.NOT_NEEDED, Ground.HOME_ADDRESS),
    Reader.PARENT: (Ground.OTHERS,),
}
# What goes to whoever complains only for a reason that somebody gives.
FOR_A_REASON = (Ground.OTHER_CHILD, Ground.OTHERS, Ground.IN_CONFIDENCE, Ground.NOT_GIVEN)
# What is handed to the members of a panel: of the case that a complaint comes from the panel's own version.
FOR_PANELS = (Reader.PANEL, Reader.HEARING)
# Readers of evidence who are not told its name, what was written of it and who gave it.
WITHOUT_GIVER = (Reader.PARENT, Reader.HEARING)
# For whom what was left out is named by title; for anybody else only how many papers on which ground.
NAMES_LEFT_OUT = (Reader.CHAIR, Reader.PANEL, Reader.POLICE)
WHY_IN = {
    Reader.CHAIR: "The Chair answers for the case and reads all of it",
    Reader.PANEL: "A panel reads what the decision rests on",
    Reader.HEARING: "It was written to whoever complains, or given to them",
    Reader.POLICE: "It shows what happened, or what was forbidden",
    Reader.PARENT: "They were given it, or signed it",
}


@dataclass(frozen=True)
class PaperFacts:
    """What decides whether a paper goes to a reader. `kind`: a record's, or `EVIDENCE`.

    `is_theirs`: given to them, or signed by them. `shows_address`: a confidential one of somebody else.
    """

    kind: str
    is_replaced: bool = False
    is_withdrawn: bool = False
    is_theirs: bool = False
    names_child: bool = False
    shows_address: bool = False
    is_printable: bool = True
    is_checked: bool = True


def ground_for(reader: Reader, paper: PaperFacts) -> Ground | None:
    """Why a paper does not go to this reader; None where it does."""
    if not paper.is_checked:
        return Ground.NOT_CHECKED
    if not paper.is_printable:
        return Ground.NO_PAPER
    if reader == Reader.PARENT:
        return _for_parent(paper)
    if reader == Reader.HEARING:
        return _for_hearing(paper)
    if paper.kind in PRIVILEGED and reader != Reader.CHAIR:
        return Ground.INTERNAL
    if paper.shows_address and reader != Reader.CHAIR:
        return Ground.HOME_ADDRESS
    if paper.is_withdrawn:
        return Ground.WITHDRAWN
    if paper.is_replaced:
        return Ground.REPLACED
    return Ground.NOT_NEEDED if reader == Reader.POLICE and paper.kind not in FOR_POLICE else None


def _for_parent(paper: PaperFacts) -> Ground | None:
    """What is somebody else's comes before what is old: nothing of it may be put in by hand."""
    if paper.names_child:
        return Ground.OTHER_CHILD
    if paper.shows_address:
        return Ground.HOME_ADDRESS
    if paper.kind == EVIDENCE:
        return Ground.OTHERS
    if paper.kind in IN_CONFIDENCE and not paper.is_theirs:
        return Ground.IN_CONFIDENCE
    if paper.kind not in FOR_PARENT:
        return Ground.INTERNAL
    if not paper.is_theirs:
        return Ground.NOT_GIVEN
    if paper.is_withdrawn:
        return Ground.WITHDRAWN
    return Ground.REPLACED if paper.is_replaced else None


def _for_hearing(paper: PaperFacts) -> Ground | None:
    """A panel on a complaint and the complainant read the same: what is not plainly theirs, somebody has to look at first."""
    if paper.kind in (*PRIVILEGED, RecordKind.PANEL_ABOUT):
        return Ground.INTERNAL
    if paper.shows_address:
        return Ground.HOME_ADDRESS
    if paper.names_child:
        return Ground.OTHER_CHILD
    if paper.kind == EVIDENCE:
        return Ground.OTHERS
    if not paper.is_theirs and paper.kind not in TO_COMPLAINANTS:
        return Ground.IN_CONFIDENCE if paper.kind in IN_CONFIDENCE else Ground.NOT_GIVEN
    if paper.is_withdrawn:
        return Ground.WITHDRAWN
    return Ground.REPLACED if paper.is_replaced else None


def may_go_in(reader: Reader, ground: Ground | None) -> bool:
    """Whether whoever decides may put a paper in that is left out on this ground, or take it out again (None)."""
    return ground is None or ground in MAY_GO_IN[reader]
