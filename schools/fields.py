"""Which columns of the trust, its people and its roles say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Trust": classed(
        operational=(
            "name address phone email website company_number complaints_url clerk_address clerk_email"
            " complaint_acknowledge_days complaint_answer_days complaint_update_days complaint_further_days"
            " office_opens office_closes is_demo"
        )
    ),
    "School": classed(
        personal="safeguarding_lead safeguarding_phone",
        operational=(
            "name prefix phase urn dfe_number address phone email local_authority local_authority_email"
            " social_care_email virtual_school_email is_open"
        ),
    ),
    "BankHoliday": classed(operational="on name"),
    "Term": classed(operational="school name first_on last_on"),
    "Closure": classed(operational="school first_on last_on kind name"),
    "SessionTimes": classed(operational="school on morning_opens morning_closes afternoon_opens afternoon_closes"),
    "ImportRun": classed(
        personal="content",
        operational=(
            "school file_name sha256 size encoding delimiter headers mapping state uploaded_at uploaded_by "
            "queued_at queued_by finished_at failed_reason row_count rows_done new_count changed_count "
            "unchanged_count problem_count warning_count"
        ),
    ),
    "ImportLine": classed(personal="who notes warnings", operational="run number outcome"),
    "Person": classed(
        personal="title given_name family_name known_as kinds description vehicle search_key search_vector user",
        operational="merged_into added_at added_by",
    ),
    "SchoolLink": classed(personal="person school mis_id is_current"),
    "PupilFacts": classed(
        personal="person upn born_on year_group is_looked_after has_social_worker has_ehcp has_sen placing_authority"
        " virtual_school_head virtual_school_email"
    ),
    "AdultFacts": classed(personal="person address is_address_confidential email phone language needs email_agreed_on"),
    "Relationship": classed(
        personal="adult pupil kind has_parental_responsibility lives_with may_collect contact_order"
    ),
    "RoleGroup": classed(operational="role school group"),
    "Membership": classed(operational="user role school period granted_by"),
    "StandingDeputy": classed(operational="user school named_by"),
    "Cover": classed(operational="role school of user period kind appointed_by"),
    "RoleProposal": classed(
        personal="decline_reason",
        operational="user role school period state proposed_at proposed_by decided_at decided_by",
    ),
}
