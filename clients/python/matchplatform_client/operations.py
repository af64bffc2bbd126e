"""Made by ``clients/generate.py`` from the OpenAPI file; changes here are lost."""

# ruff: noqa: A002, E501, N802, PLR0904

from typing import Any, TypedDict

from matchplatform_client.transport import Transport


AccreditationsEnum = str

Achievement = TypedDict(
    "Achievement",
    {
        "no": "str",
        "status": "AchievementStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "one_line": "str",
        "summary": "str",
        "summary_other": "str",
        "kind": "AchievementKindEnum",
        "forms": "list[FormsEnum]",
        "trl": "int | None",
        "mrl": "int | None",
        "commercial_stage": "CommercialStageEnum | BlankEnum",
        "transfer_modes": "list[TransferModeEnum]",
        "price_mode": "PriceModeEnum",
        "price_min": "str | None",
        "price_max": "str | None",
        "currency": "str",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "description": "str",
        "advantages": "str",
        "scenarios": "str",
        "next_steps": "list[NextStepsEnum]",
        "next_step_note": "str",
        "secrecy": "SecrecyEnum",
        "export_control": "ExportControlEnum",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "last_confirmed_at": "str | None",
        "review_note": "str",
        "indicators": "list[AchievementIndicator]",
        "ip_rights": "list[IPRight]",
    },
    total=False,
)

AchievementBrief = TypedDict(
    "AchievementBrief",
    {
        "no": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "one_line": "str",
        "summary": "str",
        "organization": "OrganizationBrief",
        "trl": "int | None",
        "mrl": "int | None",
        "transfer_modes": "list[TransferModeEnum]",
        "price_mode": "PriceModeEnum",
        "price_min": "str | None",
        "price_max": "str | None",
        "currency": "str",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
    },
    total=False,
)

AchievementIndicator = TypedDict(
    "AchievementIndicator",
    {
        "name": "str",
        "name_en": "str",
        "relation": "RelationEnum",
        "value_min": "str | None",
        "value_max": "str | None",
        "unit": "str",
        "condition": "str",
        "text": "str",
    },
    total=False,
)

AchievementIndicatorRequest = TypedDict(
    "AchievementIndicatorRequest",
    {
        "name": "str",
        "name_en": "str",
        "relation": "RelationEnum",
        "value_min": "str | None",
        "value_max": "str | None",
        "unit": "str",
        "condition": "str",
        "text": "str",
    },
    total=False,
)

AchievementKindEnum = str

AchievementList = TypedDict(
    "AchievementList",
    {
        "no": "str",
        "status": "AchievementStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "one_line": "str",
        "summary": "str",
        "summary_other": "str",
        "kind": "AchievementKindEnum",
        "forms": "list[FormsEnum]",
        "trl": "int | None",
        "mrl": "int | None",
        "commercial_stage": "CommercialStageEnum",
        "transfer_modes": "list[TransferModeEnum]",
        "price_mode": "PriceModeEnum",
        "price_min": "str | None",
        "price_max": "str | None",
        "currency": "str",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
    },
    total=False,
)

AchievementMatch = TypedDict(
    "AchievementMatch",
    {
        "id": "int",
        "rank": "int",
        "score": "float",
        "level": "int",
        "grade": "GradeEnum",
        "reasons": "list[dict[str, Any]]",
        "gaps": "list[dict[str, Any]]",
        "uncertainty": "list[dict[str, Any]]",
        "model_version": "str",
        "feedback": "list[dict[str, Any]]",
        "demand": "DemandBrief",
    },
    total=False,
)

AchievementRequest = TypedDict(
    "AchievementRequest",
    {
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "one_line": "str",
        "summary": "str",
        "summary_other": "str",
        "kind": "AchievementKindEnum",
        "forms": "list[FormsEnum]",
        "trl": "int | None",
        "mrl": "int | None",
        "commercial_stage": "CommercialStageEnum | BlankEnum",
        "transfer_modes": "list[TransferModeEnum]",
        "price_mode": "PriceModeEnum",
        "price_min": "str | None",
        "price_max": "str | None",
        "currency": "str",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "description": "str",
        "advantages": "str",
        "scenarios": "str",
        "next_steps": "list[NextStepsEnum]",
        "next_step_note": "str",
        "secrecy": "SecrecyEnum",
        "export_control": "ExportControlEnum",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "indicators": "list[AchievementIndicatorRequest]",
        "ip_rights": "list[IPRightRequest]",
    },
    total=False,
)

AchievementStatusEnum = str

AdmitBodyRequest = TypedDict(
    "AdmitBodyRequest",
    {
        "organization": "str",
    },
    total=False,
)

Answer = TypedDict(
    "Answer",
    {
        "kind": "AnswerKindEnum",
        "reason": "DeclineReasonEnum",
        "note": "str",
        "outcome": "AnswerOutcomeEnum",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

AnswerEnum = str

AnswerKindEnum = str

AnswerOutcomeEnum = str

AnswerRequest = TypedDict(
    "AnswerRequest",
    {
        "days": "int",
        "answer": "AnswerEnum",
        "revenue": "str | None",
        "savings": "str | None",
        "jobs": "int | None",
        "note": "str",
    },
    total=False,
)

Assignment = TypedDict(
    "Assignment",
    {
        "no": "str",
        "status": "AssignmentStatusEnum",
        "manager": "str",
        "organization": "OrganizationBrief",
        "side": "AssignmentSideEnum",
        "demand": "str | None",
        "achievement": "str | None",
        "deal": "str | None",
        "expected_value": "str",
        "probability": "int",
        "currency": "str",
        "commission_rate": "str",
        "commission_fixed": "str",
        "note": "str",
        "next_action": "str",
        "due_on": "str | None",
        "own_organization": "bool",
        "reason": "str",
        "touched_at": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

AssignmentRequest = TypedDict(
    "AssignmentRequest",
    {
        "manager": "str",
        "side": "AssignmentSideEnum",
        "demand": "str | None",
        "achievement": "str | None",
        "deal": "str | None",
        "expected_value": "str",
        "probability": "int",
        "currency": "str",
        "commission_rate": "str",
        "commission_fixed": "str",
        "note": "str",
        "due_on": "str | None",
    },
    total=False,
)

AssignmentSideEnum = str

AssignmentStatusEnum = str

Attempt = TypedDict(
    "Attempt",
    {
        "at": "str",
        "duration_ms": "int",
        "address": "str",
        "request_headers": "dict[str, Any]",
        "status": "int | None",
        "response_headers": "dict[str, Any]",
        "response_body": "str",
        "error": "str",
    },
    total=False,
)

Auction = TypedDict(
    "Auction",
    {
        "no": "str",
        "status": "AuctionStatusEnum",
        "achievement": "str",
        "organization": "OrganizationBrief",
        "mode": "AuctionModeEnum",
        "right": "RightEnum | BlankEnum",
        "terms": "str",
        "start_price": "str",
        "step": "str",
        "reserve": "str | None",
        "deposit": "str",
        "currency": "str",
        "starts_at": "str",
        "ends_at": "str",
        "window_minutes": "int",
        "extension_minutes": "int",
        "planned_end": "str | None",
        "best_bid": "str | None",
        "lowest_next": "str",
        "reserve_met": "bool",
        "closed_at": "str | None",
        "reason": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

AuctionModeEnum = str

AuctionRequest = TypedDict(
    "AuctionRequest",
    {
        "achievement": "str",
        "mode": "AuctionModeEnum",
        "right": "RightEnum | BlankEnum",
        "terms": "str",
        "start_price": "str",
        "step": "str",
        "reserve": "str | None",
        "deposit": "str",
        "currency": "str",
        "starts_at": "str",
        "ends_at": "str",
        "window_minutes": "int",
        "extension_minutes": "int",
    },
    total=False,
)

AuctionStatusEnum = str

Bid = TypedDict(
    "Bid",
    {
        "amount": "str",
        "at": "str",
        "won": "bool",
        "mine": "bool",
    },
    total=False,
)

BidBodyRequest = TypedDict(
    "BidBodyRequest",
    {
        "amount": "str",
    },
    total=False,
)

BlankEnum = Any

Booking = TypedDict(
    "Booking",
    {
        "no": "str",
        "status": "BookingStatusEnum",
        "resource": "str",
        "organization": "OrganizationBrief",
        "purpose": "str",
        "samples": "str",
        "demand_no": "str",
        "achievement_no": "str",
        "wanted_from": "str | None",
        "wanted_until": "str | None",
        "slot": "int | None",
        "unit": "int | None",
        "begins_at": "str | None",
        "ends_at": "str | None",
        "place": "int",
        "user_kind": "UserKindEnum",
        "quote": "str | None",
        "quote_note": "str",
        "started_at": "str | None",
        "finished_at": "str | None",
        "use_log": "str",
        "amount": "str | None",
        "voucher_amount": "str | None",
        "rating": "int | None",
        "rating_note": "str",
        "reason": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

BookingReasonRequest = TypedDict(
    "BookingReasonRequest",
    {
        "reason": "str",
    },
    total=False,
)

BookingRequest = TypedDict(
    "BookingRequest",
    {
        "resource": "str",
        "purpose": "str",
        "samples": "str",
        "demand_no": "str",
        "achievement_no": "str",
        "wanted_from": "str | None",
        "wanted_until": "str | None",
        "slot": "int | None",
        "enquiry": "bool",
    },
    total=False,
)

BookingStatusEnum = str

Bridge = TypedDict(
    "Bridge",
    {
        "from_trl": "int | None",
        "to_trl": "int | None",
        "plans": "list[BridgePlan]",
        "explanation": "list[str]",
    },
    total=False,
)

BridgePlan = TypedDict(
    "BridgePlan",
    {
        "steps": "list[BridgeStep]",
        "credit": "str | None",
        "cost_min": "int",
        "cost_max": "int",
        "days_min": "int",
        "days_max": "int",
    },
    total=False,
)

BridgeStep = TypedDict(
    "BridgeStep",
    {
        "resource": "str",
        "title": "str",
        "kind": "str",
        "trl": "int",
    },
    total=False,
)

Case = TypedDict(
    "Case",
    {
        "no": "str",
        "title": "str",
        "title_en": "str",
        "problem": "str",
        "tried": "str",
        "why": "str",
        "what_was_done": "str",
        "results": "str",
        "did_not_work": "str",
        "lessons": "str",
        "parties": "list[str]",
        "amount": "dict[str, Any] | None",
        "published_at": "str | None",
        "updated_at": "str",
    },
    total=False,
)

Challenge = TypedDict(
    "Challenge",
    {
        "no": "str",
        "status": "ChallengeStatusEnum",
        "demand": "str",
        "organization": "dict[str, Any] | None",
        "bounty": "str",
        "currency": "str",
        "deposit_paid": "bool",
        "acceptance_test": "str",
        "eligibility": "str",
        "deadline": "str",
        "feedback_due": "str",
        "publicity_days": "int",
        "publicity_until": "str | None",
        "received": "int",
        "winner": "str",
        "closing_note": "str",
        "announced_at": "str | None",
        "feedback_given_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

ChallengeRequest = TypedDict(
    "ChallengeRequest",
    {
        "demand": "str",
        "bounty": "str",
        "currency": "str",
        "deposit_paid": "bool",
        "acceptance_test": "str",
        "eligibility": "str",
        "deadline": "str",
        "feedback_due": "str",
        "publicity_days": "int",
    },
    total=False,
)

ChallengeStatusEnum = str

Change = TypedDict(
    "Change",
    {
        "id": "str",
        "seq": "int",
        "event": "str",
        "timestamp": "str",
        "subject": "Subject",
        "data": "dict[str, Any]",
    },
    total=False,
)

Changes = TypedDict(
    "Changes",
    {
        "results": "list[Change]",
        "cursor": "int",
        "has_more": "bool",
        "next": "str",
    },
    total=False,
)

CloseMeetingRequest = TypedDict(
    "CloseMeetingRequest",
    {
        "outcome": "MeetingOutcomeEnum",
        "next_step": "str",
        "next_step_by": "str",
        "next_step_due": "str",
        "note": "str",
    },
    total=False,
)

CloseReasonEnum = str

CloseRequest = TypedDict(
    "CloseRequest",
    {
        "reason": "CloseReasonEnum",
        "note": "str",
    },
    total=False,
)

CommercialStageEnum = str

Commission = TypedDict(
    "Commission",
    {
        "kind": "CommissionKindEnum",
        "amount": "str",
        "currency": "str",
        "basis": "str",
        "key": "str",
        "at": "str",
    },
    total=False,
)

CommissionBodyRequest = TypedDict(
    "CommissionBodyRequest",
    {
        "kind": "CommissionKindEnum",
        "amount": "str",
        "basis": "str",
        "key": "str",
    },
    total=False,
)

CommissionKindEnum = str

ConditionAnswer = TypedDict(
    "ConditionAnswer",
    {
        "text": "str",
        "holds": "bool | None",
        "known": "str",
    },
    total=False,
)

ConsentLevelEnum = int

ConsentRequest = TypedDict(
    "ConsentRequest",
    {
        "level": "ConsentLevelEnum",
        "days": "int",
    },
    total=False,
)

DataRightsEnum = str

Deal = TypedDict(
    "Deal",
    {
        "no": "str",
        "title": "str",
        "status": "DealStatusEnum",
        "origin": "DealOriginEnum",
        "vehicle": "VehicleEnum",
        "currency": "str",
        "amount_total": "str | None",
        "amount_technical": "str | None",
        "parties": "list[Party]",
        "next": "dict[str, Any] | None",
        "signed_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "achievement": "str",
        "demand": "str",
        "interest": "str",
        "terms_version": "int",
        "right": "RightEnum",
        "territory": "str",
        "field_of_use": "str",
        "scope": "str",
        "price_method": "PriceMethodEnum",
        "pay_plan": "PayPlanEnum",
        "entry_fee": "str | None",
        "instalments": "int | None",
        "royalty_base": "DealRoyaltyBaseEnum",
        "royalty_rate": "str | None",
        "royalty_min": "str | None",
        "royalty_cap": "str | None",
        "trial_days": "int | None",
        "starts_on": "str | None",
        "ends_on": "str | None",
        "first_payment_on": "str | None",
        "publicity_until": "str | None",
        "trial_until": "str | None",
        "destroyed_at": "str | None",
        "milestones": "list[Milestone]",
        "payments": "list[Payment]",
        "outcomes": "list[Outcome]",
    },
    total=False,
)

DealList = TypedDict(
    "DealList",
    {
        "no": "str",
        "title": "str",
        "status": "DealStatusEnum",
        "origin": "DealOriginEnum",
        "vehicle": "VehicleEnum",
        "currency": "str",
        "amount_total": "str | None",
        "amount_technical": "str | None",
        "parties": "list[Party]",
        "next": "dict[str, Any] | None",
        "signed_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

DealOriginEnum = str

DealRoyaltyBaseEnum = str

DealStatusEnum = str

DeclineBodyRequest = TypedDict(
    "DeclineBodyRequest",
    {
        "reason": "DeclineReasonEnum",
        "feedback": "str",
    },
    total=False,
)

DeclineReasonEnum = str

DeclineRequest = TypedDict(
    "DeclineRequest",
    {
        "reason": "DeclineReasonEnum",
    },
    total=False,
)

Delivery = TypedDict(
    "Delivery",
    {
        "id": "str",
        "event": "str",
        "state": "DeliveryStateEnum",
        "attempts": "int",
        "next_attempt_at": "str | None",
        "last_status": "int | None",
        "last_error": "str",
        "created_at": "str",
        "finished_at": "str | None",
    },
    total=False,
)

DeliveryDetail = TypedDict(
    "DeliveryDetail",
    {
        "id": "str",
        "event": "str",
        "state": "DeliveryStateEnum",
        "attempts": "int",
        "next_attempt_at": "str | None",
        "last_status": "int | None",
        "last_error": "str",
        "created_at": "str",
        "finished_at": "str | None",
        "payload": "dict[str, Any]",
        "log": "list[Attempt]",
    },
    total=False,
)

DeliveryStateEnum = str

Demand = TypedDict(
    "Demand",
    {
        "no": "str",
        "status": "DemandStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "problem": "str",
        "publish_as": "PublishAsEnum",
        "demand_type": "DemandTypeEnum | BlankEnum",
        "trl_wanted_min": "int | None",
        "modes_wanted": "list[TransferModeEnum]",
        "budget_min": "str | None",
        "budget_max": "str | None",
        "currency": "str",
        "deadline": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "problem_other": "str",
        "tried_before": "str",
        "requirements": "str",
        "acceptance_test": "str",
        "contact_name": "str",
        "contact_phone": "str",
        "contact_email": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "reviewed_at": "str | None",
        "review_note": "str",
        "closing_note": "str",
        "indicators": "list[DemandIndicator]",
        "exclusions": "list[str]",
    },
    total=False,
)

DemandBrief = TypedDict(
    "DemandBrief",
    {
        "no": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "organization": "OrganizationBrief",
        "demand_type": "DemandTypeEnum",
        "trl_wanted_min": "int | None",
        "modes_wanted": "list[TransferModeEnum]",
        "deadline": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
    },
    total=False,
)

DemandIndicator = TypedDict(
    "DemandIndicator",
    {
        "name": "str",
        "name_en": "str",
        "relation": "RelationEnum",
        "value_min": "str | None",
        "value_max": "str | None",
        "unit": "str",
        "condition": "str",
        "text": "str",
        "priority": "PriorityEnum",
        "now": "str",
    },
    total=False,
)

DemandIndicatorRequest = TypedDict(
    "DemandIndicatorRequest",
    {
        "name": "str",
        "name_en": "str",
        "relation": "RelationEnum",
        "value_min": "str | None",
        "value_max": "str | None",
        "unit": "str",
        "condition": "str",
        "text": "str",
        "priority": "PriorityEnum",
        "now": "str",
    },
    total=False,
)

DemandList = TypedDict(
    "DemandList",
    {
        "no": "str",
        "status": "DemandStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "problem": "str",
        "publish_as": "PublishAsEnum",
        "demand_type": "DemandTypeEnum",
        "trl_wanted_min": "int | None",
        "modes_wanted": "list[TransferModeEnum]",
        "budget_min": "str | None",
        "budget_max": "str | None",
        "currency": "str",
        "deadline": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
    },
    total=False,
)

DemandMatch = TypedDict(
    "DemandMatch",
    {
        "id": "int",
        "rank": "int",
        "score": "float",
        "level": "int",
        "grade": "GradeEnum",
        "reasons": "list[dict[str, Any]]",
        "gaps": "list[dict[str, Any]]",
        "uncertainty": "list[dict[str, Any]]",
        "model_version": "str",
        "feedback": "list[dict[str, Any]]",
        "achievement": "AchievementBrief",
    },
    total=False,
)

DemandMatches = TypedDict(
    "DemandMatches",
    {
        "status": "DemandMatchesStatusEnum",
        "progress": "float",
        "computed_at": "str | None",
        "model_version": "str",
        "vectors": "VectorsEnum",
        "stale": "bool",
        "attention": "bool",
        "matchable": "bool",
        "questions": "list[Note]",
        "results": "list[DemandMatch]",
    },
    total=False,
)

DemandMatchesStatusEnum = str

DemandRequest = TypedDict(
    "DemandRequest",
    {
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "problem": "str",
        "publish_as": "PublishAsEnum",
        "demand_type": "DemandTypeEnum | BlankEnum",
        "trl_wanted_min": "int | None",
        "modes_wanted": "list[TransferModeEnum]",
        "budget_min": "str | None",
        "budget_max": "str | None",
        "currency": "str",
        "deadline": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "problem_other": "str",
        "tried_before": "str",
        "requirements": "str",
        "acceptance_test": "str",
        "contact_name": "str",
        "contact_phone": "str",
        "contact_email": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "indicators": "list[DemandIndicatorRequest]",
        "exclusions": "list[str]",
    },
    total=False,
)

DemandStatusEnum = str

DemandTypeEnum = str

DraftLanguageEnum = str

DraftRequest = TypedDict(
    "DraftRequest",
    {
        "language": "DraftLanguageEnum",
    },
    total=False,
)

Event = TypedDict(
    "Event",
    {
        "no": "str",
        "status": "EventStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "seats_taken": "int",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "type": "EventTypeEnum",
        "title": "str",
        "title_other": "str",
        "summary": "str",
        "summary_other": "str",
        "region": "str | None",
        "industries": "list[str]",
        "co_hosts": "list[str]",
        "venue": "str",
        "access": "str",
        "online_url": "str",
        "starts_at": "str",
        "ends_at": "str",
        "sign_up_until": "str | None",
        "preferences_until": "str | None",
        "capacity": "int",
        "mode": "EventModeEnum",
        "floor": "int",
        "meeting_cap": "int",
        "rest_window": "int",
        "may_meet": "list[list[str]]",
    },
    total=False,
)

EventList = TypedDict(
    "EventList",
    {
        "no": "str",
        "status": "EventStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "type": "EventTypeEnum",
        "title": "str",
        "title_other": "str",
        "region": "str",
        "venue": "str",
        "starts_at": "str",
        "ends_at": "str",
        "sign_up_until": "str | None",
        "capacity": "int",
        "seats_taken": "int",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

EventModeEnum = str

EventRequest = TypedDict(
    "EventRequest",
    {
        "type": "EventTypeEnum",
        "title": "str",
        "title_other": "str",
        "summary": "str",
        "summary_other": "str",
        "region": "str | None",
        "industries": "list[str]",
        "co_hosts": "list[str]",
        "venue": "str",
        "access": "str",
        "online_url": "str",
        "starts_at": "str",
        "ends_at": "str",
        "sign_up_until": "str | None",
        "preferences_until": "str | None",
        "capacity": "int",
        "mode": "EventModeEnum",
        "floor": "int",
        "meeting_cap": "int",
        "rest_window": "int",
        "may_meet": "list[list[str]]",
    },
    total=False,
)

EventStatusEnum = str

EventType = TypedDict(
    "EventType",
    {
        "name": "str",
        "label": "str",
        "scope": "str",
    },
    total=False,
)

EventTypeEnum = str

ExportControlEnum = str

ExportRequestRequest = TypedDict(
    "ExportRequestRequest",
    {
        "format": "FormatEnum",
        "filters": "dict[str, Any]",
    },
    total=False,
)

FeedbackKindEnum = str

FeedbackRequest = TypedDict(
    "FeedbackRequest",
    {
        "kind": "FeedbackKindEnum",
        "reason": "DeclineReasonEnum | BlankEnum",
        "note": "str",
        "position": "int | None",
        "surface": "SurfaceEnum",
    },
    total=False,
)

FilingBodyRequest = TypedDict(
    "FilingBodyRequest",
    {
        "filing_no": "str",
    },
    total=False,
)

FormatEnum = str

FormsEnum = str

GradeEnum = str

IPKindEnum = str

IPRight = TypedDict(
    "IPRight",
    {
        "kind": "IPKindEnum",
        "number": "str",
        "status": "IPStatusEnum | BlankEnum",
        "owner": "str",
        "filing_date": "str | None",
        "expiry_date": "str | None",
    },
    total=False,
)

IPRightRequest = TypedDict(
    "IPRightRequest",
    {
        "kind": "IPKindEnum",
        "number": "str",
        "status": "IPStatusEnum | BlankEnum",
        "owner": "str",
        "filing_date": "str | None",
        "expiry_date": "str | None",
    },
    total=False,
)

IPStatusEnum = str

Industry = TypedDict(
    "Industry",
    {
        "code": "str",
        "name": "str",
        "name_en": "str",
        "level": "int",
        "parent": "str | None",
        "note": "str",
        "valid": "bool",
    },
    total=False,
)

IndustryRow = TypedDict(
    "IndustryRow",
    {
        "industry": "str | None",
        "name": "str",
        "demands": "int",
        "achievements": "int",
    },
    total=False,
)

Interest = TypedDict(
    "Interest",
    {
        "no": "str",
        "status": "InterestStatusEnum",
        "side": "InterestSideEnum",
        "sent": "bool",
        "other": "str",
        "achievement": "str",
        "demand": "str",
        "match": "int | None",
        "wanted": "str",
        "unclear": "str",
        "about": "str",
        "respond_by": "str",
        "release_on": "str",
        "answered_at": "str | None",
        "deal": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

InterestSideEnum = str

InterestStatusEnum = str

Job = TypedDict(
    "Job",
    {
        "id": "str",
        "kind": "JobKindEnum",
        "state": "JobStateEnum",
        "progress": "float",
        "done": "int",
        "total": "int",
        "counts": "dict[str, Any]",
        "dry_run": "bool",
        "error": "str",
        "file_name": "str",
        "report": "str | None",
        "result": "str | None",
        "created_at": "str",
        "started_at": "str | None",
        "finished_at": "str | None",
    },
    total=False,
)

JobKindEnum = str

JobStateEnum = str

JobsEnum = str

KnowHowEnum = str

LanguageEnum = str

LanguagesEnum = str

Licence = TypedDict(
    "Licence",
    {
        "no": "str",
        "status": "LicenceStatusEnum",
        "statement": "str",
        "tier": "LicenceTierEnum",
        "licensor": "OrganizationBrief",
        "licensee": "OrganizationBrief",
        "size": "SizeEnum",
        "fee": "str",
        "minimum": "str",
        "know_how": "bool",
        "know_how_fee": "str",
        "total": "str",
        "royalty": "str",
        "currency": "str",
        "product": "str",
        "starts_on": "str",
        "ends_on": "str | None",
        "paid_on": "str | None",
        "filing_no": "str",
        "reason": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

LicenceDetail = TypedDict(
    "LicenceDetail",
    {
        "no": "str",
        "status": "LicenceStatusEnum",
        "statement": "str",
        "tier": "LicenceTierEnum",
        "licensor": "OrganizationBrief",
        "licensee": "OrganizationBrief",
        "size": "SizeEnum",
        "fee": "str",
        "minimum": "str",
        "know_how": "bool",
        "know_how_fee": "str",
        "total": "str",
        "royalty": "str",
        "currency": "str",
        "product": "str",
        "starts_on": "str",
        "ends_on": "str | None",
        "paid_on": "str | None",
        "filing_no": "str",
        "reason": "str",
        "created_at": "str",
        "updated_at": "str",
        "text": "str",
    },
    total=False,
)

LicenceStatusEnum = str

LicenceTierEnum = str

Manager = TypedDict(
    "Manager",
    {
        "no": "str",
        "name": "str",
        "organization": "str",
        "level": "ManagerLevelEnum",
        "jobs": "list[JobsEnum]",
        "languages": "list[LanguagesEnum]",
        "region": "str | None",
        "bio": "str",
        "bio_en": "str",
        "certificate_issuer": "str",
        "training_hours": "int",
        "created_at": "str",
        "updated_at": "str",
        "technology_fields": "list[str]",
    },
    total=False,
)

ManagerLevelEnum = str

Match = TypedDict(
    "Match",
    {
        "id": "int",
        "rank": "int",
        "score": "float",
        "level": "int",
        "grade": "GradeEnum",
        "reasons": "list[dict[str, Any]]",
        "gaps": "list[dict[str, Any]]",
        "uncertainty": "list[dict[str, Any]]",
        "model_version": "str",
        "feedback": "list[dict[str, Any]]",
        "demand": "DemandBrief",
        "achievement": "AchievementBrief",
    },
    total=False,
)

MaturityLevel = TypedDict(
    "MaturityLevel",
    {
        "scale": "ScaleEnum",
        "level": "int",
        "name": "str",
        "name_en": "str",
        "sentence": "str",
        "sentence_en": "str",
    },
    total=False,
)

Meeting = TypedDict(
    "Meeting",
    {
        "id": "int",
        "event": "str",
        "a": "Side",
        "b": "Side",
        "starts_at": "str",
        "ends_at": "str",
        "table": "int",
        "status": "MeetingStatusEnum",
        "origin": "MeetingOriginEnum",
        "demand": "str",
        "achievement": "str",
        "outcome": "MeetingOutcomeEnum",
        "next_step": "str",
        "next_step_by": "str",
        "next_step_due": "str | None",
        "held_at": "str | None",
        "updated_at": "str",
    },
    total=False,
)

MeetingOriginEnum = str

MeetingOutcomeEnum = str

MeetingStatusEnum = str

MessageRequest = TypedDict(
    "MessageRequest",
    {
        "text": "str",
    },
    total=False,
)

MethodEnum = str

Metric = TypedDict(
    "Metric",
    {
        "name": "str",
        "title": "str",
        "definition": "str",
        "unit": "UnitEnum",
        "value": "float | None",
    },
    total=False,
)

Milestone = TypedDict(
    "Milestone",
    {
        "position": "int",
        "title": "str",
        "test": "str",
        "due_on": "str",
        "amount": "str",
        "status": "MilestoneStatusEnum",
        "note": "str",
        "delivered_at": "str | None",
        "accepted_at": "str | None",
    },
    total=False,
)

MilestoneStatusEnum = str

Month = TypedDict(
    "Month",
    {
        "month": "str",
        "demands": "int",
        "achievements": "int",
    },
    total=False,
)

MoveRequest = TypedDict(
    "MoveRequest",
    {
        "verb": "str",
        "reason": "str",
    },
    total=False,
)

NewInterestRequest = TypedDict(
    "NewInterestRequest",
    {
        "side": "InterestSideEnum",
        "achievement": "str",
        "demand": "str",
        "wanted": "str",
        "unclear": "str",
        "about": "str",
    },
    total=False,
)

NextStepsEnum = str

NominateBodyRequest = TypedDict(
    "NominateBodyRequest",
    {
        "proposal": "str",
    },
    total=False,
)

Note = TypedDict(
    "Note",
    {
        "code": "str",
        "text": "str",
    },
    total=False,
)

NoteBodyRequest = TypedDict(
    "NoteBodyRequest",
    {
        "note": "str",
    },
    total=False,
)

NoteRequest = TypedDict(
    "NoteRequest",
    {
        "note": "str",
    },
    total=False,
)

OpenDealRequest = TypedDict(
    "OpenDealRequest",
    {
        "interest": "str",
    },
    total=False,
)

OpenLicence = TypedDict(
    "OpenLicence",
    {
        "no": "str",
        "status": "OpenLicenceStatusEnum",
        "organization": "OrganizationBrief",
        "achievement": "str",
        "ip_kind": "IPKindEnum",
        "ip_number": "str",
        "ip_status": "IPStatusEnum",
        "ip_owner": "str",
        "ip_expiry": "str | None",
        "annual_fee_until": "str | None",
        "has_report": "bool",
        "exclusive_in_force": "bool",
        "disputed": "bool",
        "pledged": "bool",
        "pledgee_consents": "bool",
        "co_owned": "bool",
        "co_owners_consent": "bool",
        "method": "MethodEnum",
        "entry_fee": "str",
        "royalty_base": "OpenLicenceRoyaltyBaseEnum",
        "royalty_rate": "str",
        "unit_fee": "str",
        "minimum": "str",
        "currency": "str",
        "discount_micro": "str",
        "discount_small": "str",
        "payment": "str",
        "who": "str",
        "scenario": "str",
        "term_until": "str | None",
        "slots": "int | None",
        "know_how": "KnowHowEnum",
        "know_how_text": "str",
        "know_how_fee": "str",
        "trial_months": "int",
        "trial_fee": "str",
        "exclusive_from": "str | None",
        "slots_taken": "int",
        "findings": "list[dict[str, Any]]",
        "review_note": "str",
        "published_at": "str | None",
        "withdrawn_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

OpenLicenceRequest = TypedDict(
    "OpenLicenceRequest",
    {
        "achievement": "str",
        "ip_kind": "IPKindEnum",
        "ip_number": "str",
        "ip_status": "IPStatusEnum",
        "ip_owner": "str",
        "ip_expiry": "str | None",
        "annual_fee_until": "str | None",
        "has_report": "bool",
        "exclusive_in_force": "bool",
        "disputed": "bool",
        "pledged": "bool",
        "pledgee_consents": "bool",
        "co_owned": "bool",
        "co_owners_consent": "bool",
        "method": "MethodEnum",
        "entry_fee": "str",
        "royalty_base": "OpenLicenceRoyaltyBaseEnum",
        "royalty_rate": "str",
        "unit_fee": "str",
        "minimum": "str",
        "currency": "str",
        "discount_micro": "str",
        "discount_small": "str",
        "payment": "str",
        "who": "str",
        "scenario": "str",
        "term_until": "str | None",
        "slots": "int | None",
        "know_how": "KnowHowEnum",
        "know_how_text": "str",
        "know_how_fee": "str",
        "trial_months": "int",
        "trial_fee": "str",
        "exclusive_from": "str | None",
    },
    total=False,
)

OpenLicenceRoyaltyBaseEnum = str

OpenLicenceStatusEnum = str

Organization = TypedDict(
    "Organization",
    {
        "no": "str",
        "code": "str | None",
        "kind": "OrganizationKindEnum",
        "name": "str",
        "name_en": "str",
        "region": "str | None",
        "industry": "str | None",
        "size": "SizeEnum",
        "sme_grades": "list[str]",
        "intro": "str",
        "intro_en": "str",
        "website": "str",
        "verification": "VerificationEnum",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

OrganizationBrief = TypedDict(
    "OrganizationBrief",
    {
        "no": "str",
        "name": "str",
        "name_en": "str",
        "kind": "OrganizationKindEnum",
    },
    total=False,
)

OrganizationKindEnum = str

Outcome = TypedDict(
    "Outcome",
    {
        "days": "int",
        "due_on": "str",
        "answer": "AnswerEnum",
        "revenue": "str | None",
        "savings": "str | None",
        "currency": "str",
        "jobs": "int | None",
        "note": "str",
        "answered_at": "str | None",
    },
    total=False,
)

PaginatedAchievementListList = TypedDict(
    "PaginatedAchievementListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[AchievementList]",
    },
    total=False,
)

PaginatedAchievementMatchList = TypedDict(
    "PaginatedAchievementMatchList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[AchievementMatch]",
    },
    total=False,
)

PaginatedAssignmentList = TypedDict(
    "PaginatedAssignmentList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Assignment]",
    },
    total=False,
)

PaginatedAuctionList = TypedDict(
    "PaginatedAuctionList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Auction]",
    },
    total=False,
)

PaginatedBidList = TypedDict(
    "PaginatedBidList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Bid]",
    },
    total=False,
)

PaginatedBookingList = TypedDict(
    "PaginatedBookingList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Booking]",
    },
    total=False,
)

PaginatedCaseList = TypedDict(
    "PaginatedCaseList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Case]",
    },
    total=False,
)

PaginatedChallengeList = TypedDict(
    "PaginatedChallengeList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Challenge]",
    },
    total=False,
)

PaginatedCommissionList = TypedDict(
    "PaginatedCommissionList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Commission]",
    },
    total=False,
)

PaginatedDealListList = TypedDict(
    "PaginatedDealListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[DealList]",
    },
    total=False,
)

PaginatedDeliveryList = TypedDict(
    "PaginatedDeliveryList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Delivery]",
    },
    total=False,
)

PaginatedDemandListList = TypedDict(
    "PaginatedDemandListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[DemandList]",
    },
    total=False,
)

PaginatedEventListList = TypedDict(
    "PaginatedEventListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[EventList]",
    },
    total=False,
)

PaginatedIndustryList = TypedDict(
    "PaginatedIndustryList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Industry]",
    },
    total=False,
)

PaginatedInterestList = TypedDict(
    "PaginatedInterestList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Interest]",
    },
    total=False,
)

PaginatedJobList = TypedDict(
    "PaginatedJobList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Job]",
    },
    total=False,
)

PaginatedLicenceList = TypedDict(
    "PaginatedLicenceList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Licence]",
    },
    total=False,
)

PaginatedManagerList = TypedDict(
    "PaginatedManagerList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Manager]",
    },
    total=False,
)

PaginatedMatchList = TypedDict(
    "PaginatedMatchList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Match]",
    },
    total=False,
)

PaginatedMaturityLevelList = TypedDict(
    "PaginatedMaturityLevelList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[MaturityLevel]",
    },
    total=False,
)

PaginatedMeetingList = TypedDict(
    "PaginatedMeetingList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Meeting]",
    },
    total=False,
)

PaginatedOpenLicenceList = TypedDict(
    "PaginatedOpenLicenceList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[OpenLicence]",
    },
    total=False,
)

PaginatedOrganizationList = TypedDict(
    "PaginatedOrganizationList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Organization]",
    },
    total=False,
)

PaginatedProposalList = TypedDict(
    "PaginatedProposalList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Proposal]",
    },
    total=False,
)

PaginatedRegionList = TypedDict(
    "PaginatedRegionList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Region]",
    },
    total=False,
)

PaginatedRegistrationList = TypedDict(
    "PaginatedRegistrationList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Registration]",
    },
    total=False,
)

PaginatedResourceListList = TypedDict(
    "PaginatedResourceListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[ResourceList]",
    },
    total=False,
)

PaginatedRuleList = TypedDict(
    "PaginatedRuleList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Rule]",
    },
    total=False,
)

PaginatedRulingList = TypedDict(
    "PaginatedRulingList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Ruling]",
    },
    total=False,
)

PaginatedSlotList = TypedDict(
    "PaginatedSlotList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Slot]",
    },
    total=False,
)

PaginatedTechnologyFieldList = TypedDict(
    "PaginatedTechnologyFieldList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[TechnologyField]",
    },
    total=False,
)

PaginatedWebhookList = TypedDict(
    "PaginatedWebhookList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Webhook]",
    },
    total=False,
)

ParticipantKindEnum = str

Party = TypedDict(
    "Party",
    {
        "role": "str",
        "no": "str",
        "name": "str",
        "accepted_version": "int | None",
    },
    total=False,
)

PatchedAchievementRequest = TypedDict(
    "PatchedAchievementRequest",
    {
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "one_line": "str",
        "summary": "str",
        "summary_other": "str",
        "kind": "AchievementKindEnum",
        "forms": "list[FormsEnum]",
        "trl": "int | None",
        "mrl": "int | None",
        "commercial_stage": "CommercialStageEnum | BlankEnum",
        "transfer_modes": "list[TransferModeEnum]",
        "price_mode": "PriceModeEnum",
        "price_min": "str | None",
        "price_max": "str | None",
        "currency": "str",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "description": "str",
        "advantages": "str",
        "scenarios": "str",
        "next_steps": "list[NextStepsEnum]",
        "next_step_note": "str",
        "secrecy": "SecrecyEnum",
        "export_control": "ExportControlEnum",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "indicators": "list[AchievementIndicatorRequest]",
        "ip_rights": "list[IPRightRequest]",
    },
    total=False,
)

PatchedAuctionRequest = TypedDict(
    "PatchedAuctionRequest",
    {
        "achievement": "str",
        "mode": "AuctionModeEnum",
        "right": "RightEnum | BlankEnum",
        "terms": "str",
        "start_price": "str",
        "step": "str",
        "reserve": "str | None",
        "deposit": "str",
        "currency": "str",
        "starts_at": "str",
        "ends_at": "str",
        "window_minutes": "int",
        "extension_minutes": "int",
    },
    total=False,
)

PatchedChallengeRequest = TypedDict(
    "PatchedChallengeRequest",
    {
        "demand": "str",
        "bounty": "str",
        "currency": "str",
        "deposit_paid": "bool",
        "acceptance_test": "str",
        "eligibility": "str",
        "deadline": "str",
        "feedback_due": "str",
        "publicity_days": "int",
    },
    total=False,
)

PatchedDemandRequest = TypedDict(
    "PatchedDemandRequest",
    {
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "problem": "str",
        "publish_as": "PublishAsEnum",
        "demand_type": "DemandTypeEnum | BlankEnum",
        "trl_wanted_min": "int | None",
        "modes_wanted": "list[TransferModeEnum]",
        "budget_min": "str | None",
        "budget_max": "str | None",
        "currency": "str",
        "deadline": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "problem_other": "str",
        "tried_before": "str",
        "requirements": "str",
        "acceptance_test": "str",
        "contact_name": "str",
        "contact_phone": "str",
        "contact_email": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "indicators": "list[DemandIndicatorRequest]",
        "exclusions": "list[str]",
    },
    total=False,
)

PatchedEventRequest = TypedDict(
    "PatchedEventRequest",
    {
        "type": "EventTypeEnum",
        "title": "str",
        "title_other": "str",
        "summary": "str",
        "summary_other": "str",
        "region": "str | None",
        "industries": "list[str]",
        "co_hosts": "list[str]",
        "venue": "str",
        "access": "str",
        "online_url": "str",
        "starts_at": "str",
        "ends_at": "str",
        "sign_up_until": "str | None",
        "preferences_until": "str | None",
        "capacity": "int",
        "mode": "EventModeEnum",
        "floor": "int",
        "meeting_cap": "int",
        "rest_window": "int",
        "may_meet": "list[list[str]]",
    },
    total=False,
)

PatchedOpenLicenceRequest = TypedDict(
    "PatchedOpenLicenceRequest",
    {
        "achievement": "str",
        "ip_kind": "IPKindEnum",
        "ip_number": "str",
        "ip_status": "IPStatusEnum",
        "ip_owner": "str",
        "ip_expiry": "str | None",
        "annual_fee_until": "str | None",
        "has_report": "bool",
        "exclusive_in_force": "bool",
        "disputed": "bool",
        "pledged": "bool",
        "pledgee_consents": "bool",
        "co_owned": "bool",
        "co_owners_consent": "bool",
        "method": "MethodEnum",
        "entry_fee": "str",
        "royalty_base": "OpenLicenceRoyaltyBaseEnum",
        "royalty_rate": "str",
        "unit_fee": "str",
        "minimum": "str",
        "currency": "str",
        "discount_micro": "str",
        "discount_small": "str",
        "payment": "str",
        "who": "str",
        "scenario": "str",
        "term_until": "str | None",
        "slots": "int | None",
        "know_how": "KnowHowEnum",
        "know_how_text": "str",
        "know_how_fee": "str",
        "trial_months": "int",
        "trial_fee": "str",
        "exclusive_from": "str | None",
    },
    total=False,
)

PatchedProposalRequest = TypedDict(
    "PatchedProposalRequest",
    {
        "challenge": "str",
        "title": "str",
        "approach": "str",
        "evidence": "str",
        "plan": "str",
        "team": "str",
        "price": "str | None",
        "months": "int | None",
    },
    total=False,
)

PatchedRegistrationRequest = TypedDict(
    "PatchedRegistrationRequest",
    {
        "name": "str",
        "kind": "ParticipantKindEnum",
        "demands": "list[str]",
        "achievements": "list[str]",
        "cap": "int | None",
        "delegates": "int",
        "shared_with": "str",
        "exclusive": "bool",
        "away": "list[int]",
        "in_directory": "bool",
        "share_matches": "bool",
        "photo_allowed": "bool",
        "is_standby": "bool",
    },
    total=False,
)

PatchedResourceRequest = TypedDict(
    "PatchedResourceRequest",
    {
        "kind": "ResourceKindEnum",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "summary": "str",
        "summary_other": "str",
        "bookable": "bool",
        "lead_days": "int",
        "vouchers": "bool",
        "voucher_share": "int",
        "equipment": "str",
        "year": "int | None",
        "national_id": "str",
        "accreditations": "list[AccreditationsEnum]",
        "tier": "PilotTierEnum | BlankEnum",
        "sector": "SectorEnum | BlankEnum",
        "service_types": "list[ServiceTypesEnum]",
        "scale": "str",
        "trl_in": "int | None",
        "trl_out": "int | None",
        "mrl_in": "int | None",
        "mrl_out": "int | None",
        "cost_min": "str | None",
        "cost_max": "str | None",
        "currency": "str",
        "days_min": "int | None",
        "days_max": "int | None",
        "amount_max": "str | None",
        "rate_from": "str | None",
        "source_name": "str",
        "source_date": "str | None",
        "valid_from": "str | None",
        "valid_until": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "conditions": "str",
        "conditions_other": "str",
        "opening": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "prices": "list[PriceRequest]",
    },
    total=False,
)

PatchedWebhookRequest = TypedDict(
    "PatchedWebhookRequest",
    {
        "url": "str",
        "description": "str",
        "events": "list[str]",
        "state": "WebhookStateEnum",
    },
    total=False,
)

PayPlanEnum = str

Payment = TypedDict(
    "Payment",
    {
        "position": "int",
        "kind": "PaymentKindEnum",
        "milestone": "int",
        "amount": "str",
        "currency": "str",
        "due_on": "str | None",
        "status": "PaymentStatusEnum",
        "reference": "str",
    },
    total=False,
)

PaymentKindEnum = str

PaymentStatusEnum = str

PilotTierEnum = str

PositionRequest = TypedDict(
    "PositionRequest",
    {
        "position": "int",
        "verb": "str",
        "note": "str",
        "reference": "str",
    },
    total=False,
)

Preference = TypedDict(
    "Preference",
    {
        "other": "int",
        "wish": "WishEnum | BlankEnum",
        "reason": "str",
    },
    total=False,
)

PreferenceRequest = TypedDict(
    "PreferenceRequest",
    {
        "other": "int",
        "wish": "WishEnum | BlankEnum",
        "reason": "str",
    },
    total=False,
)

Price = TypedDict(
    "Price",
    {
        "user_kind": "UserKindEnum",
        "amount": "str",
        "unit": "str",
        "note": "str",
    },
    total=False,
)

PriceMethodEnum = str

PriceModeEnum = str

PriceRequest = TypedDict(
    "PriceRequest",
    {
        "user_kind": "UserKindEnum",
        "amount": "str",
        "unit": "str",
        "note": "str",
    },
    total=False,
)

PriorityEnum = str

Problem = TypedDict(
    "Problem",
    {
        "type": "str",
        "title": "str",
        "status": "int",
        "code": "str",
        "detail": "str",
        "errors": "list[ProblemItem]",
    },
    total=False,
)

ProblemItem = TypedDict(
    "ProblemItem",
    {
        "field": "str",
        "code": "str",
        "detail": "str",
    },
    total=False,
)

Proposal = TypedDict(
    "Proposal",
    {
        "no": "str",
        "status": "ProposalStatusEnum",
        "version": "int",
        "challenge": "str",
        "organization": "OrganizationBrief",
        "title": "str",
        "approach": "str",
        "evidence": "str",
        "plan": "str",
        "team": "str",
        "price": "str | None",
        "months": "int | None",
        "submitted_at": "str | None",
        "decided_at": "str | None",
        "reason": "DeclineReasonEnum",
        "feedback": "str",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

ProposalRequest = TypedDict(
    "ProposalRequest",
    {
        "challenge": "str",
        "title": "str",
        "approach": "str",
        "evidence": "str",
        "plan": "str",
        "team": "str",
        "price": "str | None",
        "months": "int | None",
    },
    total=False,
)

ProposalStatusEnum = str

PublishAsEnum = str

QuoteRequest = TypedDict(
    "QuoteRequest",
    {
        "quote": "str",
        "note": "str",
    },
    total=False,
)

RateRequest = TypedDict(
    "RateRequest",
    {
        "rating": "int",
        "note": "str",
    },
    total=False,
)

ReasonBodyRequest = TypedDict(
    "ReasonBodyRequest",
    {
        "reason": "str",
    },
    total=False,
)

ReasonRequest = TypedDict(
    "ReasonRequest",
    {
        "reason": "str",
    },
    total=False,
)

Region = TypedDict(
    "Region",
    {
        "code": "str",
        "name": "str",
        "name_en": "str",
        "level": "RegionLevelEnum",
        "parent": "str | None",
        "valid": "bool",
    },
    total=False,
)

RegionLevelEnum = str

RegionRow = TypedDict(
    "RegionRow",
    {
        "region": "str | None",
        "name": "str",
        "demands": "int",
        "achievements": "int",
    },
    total=False,
)

Registration = TypedDict(
    "Registration",
    {
        "id": "int",
        "event": "str",
        "organization": "OrganizationBrief",
        "status": "RegistrationStatusEnum",
        "position": "int | None",
        "checked_in_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "name": "str",
        "kind": "ParticipantKindEnum",
        "demands": "list[str]",
        "achievements": "list[str]",
        "cap": "int | None",
        "delegates": "int",
        "shared_with": "str",
        "exclusive": "bool",
        "away": "list[int]",
        "in_directory": "bool",
        "share_matches": "bool",
        "photo_allowed": "bool",
        "is_standby": "bool",
    },
    total=False,
)

RegistrationRequest = TypedDict(
    "RegistrationRequest",
    {
        "name": "str",
        "kind": "ParticipantKindEnum",
        "demands": "list[str]",
        "achievements": "list[str]",
        "cap": "int | None",
        "delegates": "int",
        "shared_with": "str",
        "exclusive": "bool",
        "away": "list[int]",
        "in_directory": "bool",
        "share_matches": "bool",
        "photo_allowed": "bool",
        "is_standby": "bool",
    },
    total=False,
)

RegistrationStatusEnum = str

RelationEnum = str

Replayed = TypedDict(
    "Replayed",
    {
        "queued": "int",
    },
    total=False,
)

ReportRequest = TypedDict(
    "ReportRequest",
    {
        "use_log": "str",
    },
    total=False,
)

Resource = TypedDict(
    "Resource",
    {
        "no": "str",
        "status": "ResourceStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "kind": "ResourceKindEnum",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "summary": "str",
        "summary_other": "str",
        "bookable": "bool",
        "lead_days": "int",
        "vouchers": "bool",
        "voucher_share": "int",
        "equipment": "str",
        "year": "int | None",
        "national_id": "str",
        "accreditations": "list[AccreditationsEnum]",
        "tier": "PilotTierEnum | BlankEnum",
        "sector": "SectorEnum | BlankEnum",
        "service_types": "list[ServiceTypesEnum]",
        "scale": "str",
        "trl_in": "int | None",
        "trl_out": "int | None",
        "mrl_in": "int | None",
        "mrl_out": "int | None",
        "cost_min": "str | None",
        "cost_max": "str | None",
        "currency": "str",
        "days_min": "int | None",
        "days_max": "int | None",
        "amount_max": "str | None",
        "rate_from": "str | None",
        "source_name": "str",
        "source_date": "str | None",
        "valid_from": "str | None",
        "valid_until": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "conditions": "str",
        "conditions_other": "str",
        "opening": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "review_note": "str",
        "prices": "list[Price]",
    },
    total=False,
)

ResourceKindEnum = str

ResourceList = TypedDict(
    "ResourceList",
    {
        "no": "str",
        "status": "ResourceStatusEnum",
        "version": "int",
        "organization": "OrganizationBrief",
        "published_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
        "kind": "ResourceKindEnum",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "summary": "str",
        "summary_other": "str",
        "bookable": "bool",
        "lead_days": "int",
        "vouchers": "bool",
        "voucher_share": "int",
        "equipment": "str",
        "year": "int | None",
        "national_id": "str",
        "accreditations": "list[AccreditationsEnum]",
        "tier": "PilotTierEnum",
        "sector": "SectorEnum",
        "service_types": "list[ServiceTypesEnum]",
        "scale": "str",
        "trl_in": "int | None",
        "trl_out": "int | None",
        "mrl_in": "int | None",
        "mrl_out": "int | None",
        "cost_min": "str | None",
        "cost_max": "str | None",
        "currency": "str",
        "days_min": "int | None",
        "days_max": "int | None",
        "amount_max": "str | None",
        "rate_from": "str | None",
        "source_name": "str",
        "source_date": "str | None",
        "valid_from": "str | None",
        "valid_until": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
    },
    total=False,
)

ResourceRequest = TypedDict(
    "ResourceRequest",
    {
        "kind": "ResourceKindEnum",
        "title": "str",
        "title_other": "str",
        "language": "LanguageEnum",
        "summary": "str",
        "summary_other": "str",
        "bookable": "bool",
        "lead_days": "int",
        "vouchers": "bool",
        "voucher_share": "int",
        "equipment": "str",
        "year": "int | None",
        "national_id": "str",
        "accreditations": "list[AccreditationsEnum]",
        "tier": "PilotTierEnum | BlankEnum",
        "sector": "SectorEnum | BlankEnum",
        "service_types": "list[ServiceTypesEnum]",
        "scale": "str",
        "trl_in": "int | None",
        "trl_out": "int | None",
        "mrl_in": "int | None",
        "mrl_out": "int | None",
        "cost_min": "str | None",
        "cost_max": "str | None",
        "currency": "str",
        "days_min": "int | None",
        "days_max": "int | None",
        "amount_max": "str | None",
        "rate_from": "str | None",
        "source_name": "str",
        "source_date": "str | None",
        "valid_from": "str | None",
        "valid_until": "str | None",
        "region": "str | None",
        "industry": "str | None",
        "field": "str | None",
        "keywords": "list[str]",
        "visibility": "VisibilityEnum",
        "conditions": "str",
        "conditions_other": "str",
        "opening": "str",
        "source_system": "str",
        "source_id": "str",
        "source_url": "str",
        "data_rights": "DataRightsEnum",
        "prices": "list[PriceRequest]",
    },
    total=False,
)

ResourceStatusEnum = str

ReturnRequest = TypedDict(
    "ReturnRequest",
    {
        "note": "str",
    },
    total=False,
)

RightEnum = str

RoyaltyRequest = TypedDict(
    "RoyaltyRequest",
    {
        "period_start": "str",
        "period_end": "str",
        "base": "str",
    },
    total=False,
)

Rule = TypedDict(
    "Rule",
    {
        "id": "int",
        "title": "str",
        "title_en": "str",
        "who": "str",
        "who_en": "str",
        "resource": "str",
        "kind": "ResourceKindEnum",
        "source_name": "str",
        "source_url": "str",
        "source_date": "str",
        "valid_from": "str",
        "valid_until": "str | None",
        "state": "RuleStateEnum",
        "conditions": "Any",
        "version": "int",
        "updated_at": "str",
    },
    total=False,
)

RuleStateEnum = str

Ruling = TypedDict(
    "Ruling",
    {
        "rule": "int",
        "title": "str",
        "verdict": "VerdictEnum",
        "conditions": "list[ConditionAnswer]",
        "missing": "list[str]",
        "source_name": "str",
        "source_date": "str",
        "valid_until": "str | None",
    },
    total=False,
)

ScaleEnum = str

Scope = TypedDict(
    "Scope",
    {
        "region": "str | None",
        "name": "str",
    },
    total=False,
)

SecrecyEnum = str

SectorEnum = str

ServiceTypesEnum = str

SettleRequest = TypedDict(
    "SettleRequest",
    {
        "amount": "str",
        "voucher_no": "str",
        "voucher_amount": "str",
    },
    total=False,
)

ShownMessage = TypedDict(
    "ShownMessage",
    {
        "organization": "str",
        "author": "str",
        "text": "str",
        "created_at": "str",
    },
    total=False,
)

ShownRoyalty = TypedDict(
    "ShownRoyalty",
    {
        "period_start": "str",
        "period_end": "str",
        "base": "str",
        "royalty": "str",
    },
    total=False,
)

Side = TypedDict(
    "Side",
    {
        "id": "int",
        "organization": "OrganizationBrief",
        "name": "str",
        "kind": "ParticipantKindEnum",
    },
    total=False,
)

SizeEnum = str

Slot = TypedDict(
    "Slot",
    {
        "id": "int",
        "unit": "int",
        "begins_at": "str",
        "ends_at": "str",
    },
    total=False,
)

Stats = TypedDict(
    "Stats",
    {
        "scope": "Scope",
        "computed_at": "str",
        "since": "str",
        "metrics": "list[Metric]",
        "by_month": "list[Month]",
        "by_region": "list[RegionRow]",
        "by_industry": "list[IndustryRow]",
    },
    total=False,
)

Subject = TypedDict(
    "Subject",
    {
        "type": "str",
        "no": "str",
    },
    total=False,
)

SurfaceEnum = str

TakeBodyRequest = TypedDict(
    "TakeBodyRequest",
    {
        "statement": "str",
        "tier": "LicenceTierEnum",
        "know_how": "bool",
        "product": "str",
    },
    total=False,
)

TechnologyField = TypedDict(
    "TechnologyField",
    {
        "code": "str",
        "name": "str",
        "name_en": "str",
        "valid": "bool",
    },
    total=False,
)

TermsMilestoneRequest = TypedDict(
    "TermsMilestoneRequest",
    {
        "title": "str",
        "test": "str",
        "due_on": "str",
        "amount": "str",
    },
    total=False,
)

TermsRequest = TypedDict(
    "TermsRequest",
    {
        "version": "int",
        "milestones": "list[TermsMilestoneRequest]",
        "title": "str",
        "vehicle": "VehicleEnum",
        "right": "RightEnum | BlankEnum",
        "territory": "str",
        "field_of_use": "str",
        "scope": "str",
        "price_method": "PriceMethodEnum",
        "pay_plan": "PayPlanEnum",
        "currency": "str",
        "amount_total": "str | None",
        "amount_technical": "str | None",
        "entry_fee": "str | None",
        "instalments": "int | None",
        "royalty_base": "DealRoyaltyBaseEnum | BlankEnum",
        "royalty_rate": "str | None",
        "royalty_min": "str | None",
        "royalty_cap": "str | None",
        "trial_days": "int | None",
        "starts_on": "str | None",
        "ends_on": "str | None",
        "first_payment_on": "str | None",
    },
    total=False,
)

TransferModeEnum = str

UnitEnum = str

UploadFormRequest = TypedDict(
    "UploadFormRequest",
    {
        "file": "str",
        "mapping": "Any",
        "dry_run": "bool",
    },
    total=False,
)

UserKindEnum = str

VectorsEnum = str

VehicleEnum = str

VerdictEnum = str

VerificationEnum = str

VersionRequest = TypedDict(
    "VersionRequest",
    {
        "version": "int",
    },
    total=False,
)

VisibilityEnum = str

Webhook = TypedDict(
    "Webhook",
    {
        "id": "str",
        "url": "str",
        "description": "str",
        "events": "list[str]",
        "state": "WebhookStateEnum",
        "state_reason": "str",
        "secret": "str | None",
        "previous_until": "str | None",
        "failures": "int",
        "resting_until": "str | None",
        "last_success_at": "str | None",
        "last_failure_at": "str | None",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

WebhookRequest = TypedDict(
    "WebhookRequest",
    {
        "url": "str",
        "description": "str",
        "events": "list[str]",
        "state": "WebhookStateEnum",
    },
    total=False,
)

WebhookStateEnum = str

WhyRequest = TypedDict(
    "WhyRequest",
    {
        "reason": "str",
    },
    total=False,
)

WishEnum = str


class Operations(Transport):
    """One method for each operation of the API."""

    def achievements_list(self, *, cursor: str | None = None, expand: str | None = None, field: str | None = None, fields: str | None = None, industry: str | None = None, kind: str | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, price_max: float | None = None, q: str | None = None, region: str | None = None, search: str | None = None, status: list[str] | None = None, tombstones: bool | None = None, transfer_mode: str | None = None, trl_max: float | None = None, trl_min: float | None = None, updated_since: str | None = None) -> PaginatedAchievementListList:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/achievements/"""
        return self.json("GET", "/api/v1/achievements/", query={"cursor": cursor, "expand": expand, "field": field, "fields": fields, "industry": industry, "kind": kind, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "price_max": price_max, "q": q, "region": region, "search": search, "status": status, "tombstones": tombstones, "transfer_mode": transfer_mode, "trl_max": trl_max, "trl_min": trl_min, "updated_since": updated_since})

    def achievements_create(self, body: AchievementRequest, *, idempotency_key: str | None = None) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. POST /api/v1/achievements/"""
        return self.json("POST", "/api/v1/achievements/", body=body, idempotency_key=idempotency_key)

    def achievements_bulk_create(self, body: bytes, *, dry_run: bool | None = None, file_name: str | None = None, idempotency_key: str | None = None) -> Job:
        """Send a file (CSV, XLSX, JSON, JSONL, also as .gz): a job reads it and reports on every row. POST /api/v1/achievements/bulk/"""
        return self.json("POST", "/api/v1/achievements/bulk/", query={"dry_run": dry_run, "file_name": file_name}, content=body, idempotency_key=idempotency_key)

    def achievements_export_create(self, body: ExportRequestRequest, *, idempotency_key: str | None = None) -> Job:
        """Everything one may see of a library as one file, made by a job; fetch ``result`` of the job when it is done. POST /api/v1/achievements/export/"""
        return self.json("POST", "/api/v1/achievements/export/", body=body, idempotency_key=idempotency_key)

    def achievements_sources_retrieve(self, source_id: str, source_system: str) -> Achievement:
        """The entry of one's own organization with this identifier in this source. GET /api/v1/achievements/sources/{source_system}/{source_id}/"""
        return self.json("GET", f"/api/v1/achievements/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def achievements_sources_update(self, source_id: str, source_system: str, body: AchievementRequest, *, if_match: str | None = None) -> Achievement:
        """Make the entry with this identifier, or change it: a second push of the same doubles nothing. PUT /api/v1/achievements/sources/{source_system}/{source_id}/"""
        return self.json("PUT", f"/api/v1/achievements/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/", headers={"If-Match": if_match}, body=body)

    def achievements_sources_destroy(self, source_id: str, source_system: str) -> None:
        """Take the entry with this identifier out of the library. DELETE /api/v1/achievements/sources/{source_system}/{source_id}/"""
        return self.nothing("DELETE", f"/api/v1/achievements/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def achievements_retrieve(self, no: str, *, expand: str | None = None, fields: str | None = None, if_none_match: str | None = None) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/achievements/{no}/"""
        return self.json("GET", f"/api/v1/achievements/{self.quoted(no)}/", query={"expand": expand, "fields": fields}, headers={"If-None-Match": if_none_match})

    def achievements_partial_update(self, no: str, body: PatchedAchievementRequest, *, if_match: str | None = None) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. PATCH /api/v1/achievements/{no}/"""
        return self.json("PATCH", f"/api/v1/achievements/{self.quoted(no)}/", headers={"If-Match": if_match}, body=body)

    def achievements_destroy(self, no: str) -> None:
        """Take the entry out of the library. Its number and history stay, and it can be handed in again. DELETE /api/v1/achievements/{no}/"""
        return self.nothing("DELETE", f"/api/v1/achievements/{self.quoted(no)}/")

    def achievements_archive_create(self, no: str, body: ReasonRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Close the entry for good. POST /api/v1/achievements/{no}/archive/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/archive/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def achievements_confirm_create(self, no: str, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Say that a published entry still holds. POST /api/v1/achievements/{no}/confirm/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/confirm/", headers={"If-Match": if_match}, idempotency_key=idempotency_key)

    def achievements_matches_list(self, no: str, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedAchievementMatchList:
        """The demands one achievement fits, best first. GET /api/v1/achievements/{no}/matches/"""
        return self.json("GET", f"/api/v1/achievements/{self.quoted(no)}/matches/", query={"cursor": cursor, "page_size": page_size})

    def achievements_publish_create(self, no: str, body: NoteRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Publish a submitted entry (reviewers). POST /api/v1/achievements/{no}/publish/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/publish/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def achievements_return_create(self, no: str, body: ReturnRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Return a submitted entry to its author with a note (reviewers). POST /api/v1/achievements/{no}/return/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/return/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def achievements_submit_create(self, no: str, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Hand in for review. POST /api/v1/achievements/{no}/submit/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/submit/", headers={"If-Match": if_match}, idempotency_key=idempotency_key)

    def achievements_withdraw_create(self, no: str, body: ReasonRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Achievement:
        """Take the entry out of the library; it can be submitted again. POST /api/v1/achievements/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/withdraw/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def assignments_list(self, *, cursor: str | None = None, manager: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedAssignmentList:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/assignments/"""
        return self.json("GET", "/api/v1/assignments/", query={"cursor": cursor, "manager": manager, "page_size": page_size, "status": status, "updated_since": updated_since})

    def assignments_create(self, body: AssignmentRequest, *, idempotency_key: str | None = None) -> Assignment:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. POST /api/v1/assignments/"""
        return self.json("POST", "/api/v1/assignments/", body=body, idempotency_key=idempotency_key)

    def assignments_retrieve(self, no: str) -> Assignment:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/assignments/{no}/"""
        return self.json("GET", f"/api/v1/assignments/{self.quoted(no)}/")

    def assignments_commissions_list(self, no: str, *, cursor: str | None = None, manager: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedCommissionList:
        """The ledger; POST adds a line (the organization that pays). GET /api/v1/assignments/{no}/commissions/"""
        return self.json("GET", f"/api/v1/assignments/{self.quoted(no)}/commissions/", query={"cursor": cursor, "manager": manager, "page_size": page_size, "status": status, "updated_since": updated_since})

    def assignments_commissions_create(self, no: str, body: CommissionBodyRequest, *, idempotency_key: str | None = None) -> Commission:
        """The ledger; POST adds a line (the organization that pays). POST /api/v1/assignments/{no}/commissions/"""
        return self.json("POST", f"/api/v1/assignments/{self.quoted(no)}/commissions/", body=body, idempotency_key=idempotency_key)

    def assignments_end_create(self, no: str, body: ReasonBodyRequest, *, idempotency_key: str | None = None) -> Assignment:
        """End it; what was earned stays in the ledger. POST /api/v1/assignments/{no}/end/"""
        return self.json("POST", f"/api/v1/assignments/{self.quoted(no)}/end/", body=body, idempotency_key=idempotency_key)

    def auctions_list(self, *, cursor: str | None = None, mode: str | None = None, page_size: int | None = None, q: str | None = None, status: list[str] | None = None) -> PaginatedAuctionList:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/auctions/"""
        return self.json("GET", "/api/v1/auctions/", query={"cursor": cursor, "mode": mode, "page_size": page_size, "q": q, "status": status})

    def auctions_create(self, body: AuctionRequest, *, idempotency_key: str | None = None) -> Auction:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. POST /api/v1/auctions/"""
        return self.json("POST", "/api/v1/auctions/", body=body, idempotency_key=idempotency_key)

    def auctions_retrieve(self, no: str) -> Auction:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/auctions/{no}/"""
        return self.json("GET", f"/api/v1/auctions/{self.quoted(no)}/")

    def auctions_partial_update(self, no: str, body: PatchedAuctionRequest) -> Auction:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. PATCH /api/v1/auctions/{no}/"""
        return self.json("PATCH", f"/api/v1/auctions/{self.quoted(no)}/", body=body)

    def auctions_admit_create(self, no: str, body: AdmitBodyRequest, *, idempotency_key: str | None = None) -> Auction:
        """The deposit of an organization has arrived (seller). POST /api/v1/auctions/{no}/admit/"""
        return self.json("POST", f"/api/v1/auctions/{self.quoted(no)}/admit/", body=body, idempotency_key=idempotency_key)

    def auctions_announce_create(self, no: str, *, idempotency_key: str | None = None) -> Auction:
        """Show it to everybody. POST /api/v1/auctions/{no}/announce/"""
        return self.json("POST", f"/api/v1/auctions/{self.quoted(no)}/announce/", idempotency_key=idempotency_key)

    def auctions_bids_list(self, no: str, *, cursor: str | None = None, mode: str | None = None, page_size: int | None = None, q: str | None = None, status: list[str] | None = None) -> PaginatedBidList:
        """The bids, highest first; POST places a binding one, 409 `bid_refused` names the least amount. GET /api/v1/auctions/{no}/bids/"""
        return self.json("GET", f"/api/v1/auctions/{self.quoted(no)}/bids/", query={"cursor": cursor, "mode": mode, "page_size": page_size, "q": q, "status": status})

    def auctions_bids_create(self, no: str, body: BidBodyRequest, *, idempotency_key: str | None = None) -> Bid:
        """The bids, highest first; POST places a binding one, 409 `bid_refused` names the least amount. POST /api/v1/auctions/{no}/bids/"""
        return self.json("POST", f"/api/v1/auctions/{self.quoted(no)}/bids/", body=body, idempotency_key=idempotency_key)

    def auctions_cancel_create(self, no: str, body: ReasonBodyRequest, *, idempotency_key: str | None = None) -> Auction:
        """Take it back while nobody has bid. POST /api/v1/auctions/{no}/cancel/"""
        return self.json("POST", f"/api/v1/auctions/{self.quoted(no)}/cancel/", body=body, idempotency_key=idempotency_key)

    def auctions_register_create(self, no: str, *, idempotency_key: str | None = None) -> Auction:
        """Ask to be admitted as a bidder. POST /api/v1/auctions/{no}/register/"""
        return self.json("POST", f"/api/v1/auctions/{self.quoted(no)}/register/", idempotency_key=idempotency_key)

    def bookings_list(self, *, cursor: str | None = None, page_size: int | None = None, resource: str | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedBookingList:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/bookings/"""
        return self.json("GET", "/api/v1/bookings/", query={"cursor": cursor, "page_size": page_size, "resource": resource, "status": status, "updated_since": updated_since})

    def bookings_create(self, body: BookingRequest, *, idempotency_key: str | None = None) -> Booking:
        """Reserve a time or join the waiting list; with ``enquiry`` only ask. POST /api/v1/bookings/"""
        return self.json("POST", "/api/v1/bookings/", body=body, idempotency_key=idempotency_key)

    def bookings_retrieve(self, no: str) -> Booking:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/bookings/{no}/"""
        return self.json("GET", f"/api/v1/bookings/{self.quoted(no)}/")

    def bookings_approve_create(self, no: str, *, idempotency_key: str | None = None) -> Booking:
        """Approve a reservation (owner). POST /api/v1/bookings/{no}/approve/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/approve/", idempotency_key=idempotency_key)

    def bookings_call_off_create(self, no: str, body: BookingReasonRequest, *, idempotency_key: str | None = None) -> Booking:
        """An approved time cannot be kept (owner). POST /api/v1/bookings/{no}/call-off/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/call-off/", body=body, idempotency_key=idempotency_key)

    def bookings_cancel_create(self, no: str, body: BookingReasonRequest, *, idempotency_key: str | None = None) -> Booking:
        """Give it back in time (firm). POST /api/v1/bookings/{no}/cancel/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/cancel/", body=body, idempotency_key=idempotency_key)

    def bookings_quote_create(self, no: str, body: QuoteRequest, *, idempotency_key: str | None = None) -> Booking:
        """Say what it costs (owner). POST /api/v1/bookings/{no}/quote/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/quote/", body=body, idempotency_key=idempotency_key)

    def bookings_rate_create(self, no: str, body: RateRequest, *, idempotency_key: str | None = None) -> Booking:
        """Rate from 1 to 5 (firm). POST /api/v1/bookings/{no}/rate/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/rate/", body=body, idempotency_key=idempotency_key)

    def bookings_refuse_create(self, no: str, body: BookingReasonRequest, *, idempotency_key: str | None = None) -> Booking:
        """Refuse with a reason (owner). POST /api/v1/bookings/{no}/refuse/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/refuse/", body=body, idempotency_key=idempotency_key)

    def bookings_report_create(self, no: str, body: ReportRequest, *, idempotency_key: str | None = None) -> Booking:
        """The use has ended; write the use log (owner). POST /api/v1/bookings/{no}/report/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/report/", body=body, idempotency_key=idempotency_key)

    def bookings_reserve_create(self, no: str, *, idempotency_key: str | None = None) -> Booking:
        """Take the earliest fitting time after an enquiry or a quote (firm). POST /api/v1/bookings/{no}/reserve/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/reserve/", idempotency_key=idempotency_key)

    def bookings_settle_create(self, no: str, body: SettleRequest, *, idempotency_key: str | None = None) -> Booking:
        """Settle, a part of it by voucher (owner). POST /api/v1/bookings/{no}/settle/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/settle/", body=body, idempotency_key=idempotency_key)

    def bookings_start_create(self, no: str, *, idempotency_key: str | None = None) -> Booking:
        """The use begins (owner). POST /api/v1/bookings/{no}/start/"""
        return self.json("POST", f"/api/v1/bookings/{self.quoted(no)}/start/", idempotency_key=idempotency_key)

    def cases_list(self, *, cursor: str | None = None, page_size: int | None = None, updated_since: str | None = None) -> PaginatedCaseList:
        """Published cases. A token is enough. GET /api/v1/cases/"""
        return self.json("GET", "/api/v1/cases/", query={"cursor": cursor, "page_size": page_size, "updated_since": updated_since})

    def cases_retrieve(self, no: str) -> Case:
        """Published cases. A token is enough. GET /api/v1/cases/{no}/"""
        return self.json("GET", f"/api/v1/cases/{self.quoted(no)}/")

    def challenges_list(self, *, bounty_min: float | None = None, cursor: str | None = None, page_size: int | None = None, q: str | None = None, status: list[str] | None = None) -> PaginatedChallengeList:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/challenges/"""
        return self.json("GET", "/api/v1/challenges/", query={"bounty_min": bounty_min, "cursor": cursor, "page_size": page_size, "q": q, "status": status})

    def challenges_create(self, body: ChallengeRequest, *, idempotency_key: str | None = None) -> Challenge:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. POST /api/v1/challenges/"""
        return self.json("POST", "/api/v1/challenges/", body=body, idempotency_key=idempotency_key)

    def challenges_retrieve(self, no: str) -> Challenge:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/challenges/{no}/"""
        return self.json("GET", f"/api/v1/challenges/{self.quoted(no)}/")

    def challenges_partial_update(self, no: str, body: PatchedChallengeRequest) -> Challenge:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. PATCH /api/v1/challenges/{no}/"""
        return self.json("PATCH", f"/api/v1/challenges/{self.quoted(no)}/", body=body)

    def challenges_announce_create(self, no: str, *, idempotency_key: str | None = None) -> Challenge:
        """Open it for proposals. POST /api/v1/challenges/{no}/announce/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/announce/", idempotency_key=idempotency_key)

    def challenges_award_create(self, no: str, *, idempotency_key: str | None = None) -> Challenge:
        """Award it after the notice; 409 while a solver waits for his answer. POST /api/v1/challenges/{no}/award/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/award/", idempotency_key=idempotency_key)

    def challenges_cancel_create(self, no: str, body: NoteBodyRequest, *, idempotency_key: str | None = None) -> Challenge:
        """Take it back before its deadline. POST /api/v1/challenges/{no}/cancel/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/cancel/", body=body, idempotency_key=idempotency_key)

    def challenges_close_create(self, no: str, *, idempotency_key: str | None = None) -> Challenge:
        """Close it for proposals before its deadline. POST /api/v1/challenges/{no}/close/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/close/", idempotency_key=idempotency_key)

    def challenges_fail_create(self, no: str, body: NoteBodyRequest, *, idempotency_key: str | None = None) -> Challenge:
        """End it without an award, with a public reason. POST /api/v1/challenges/{no}/fail/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/fail/", body=body, idempotency_key=idempotency_key)

    def challenges_finish_create(self, no: str, body: NoteBodyRequest, *, idempotency_key: str | None = None) -> Challenge:
        """The acceptance test was passed and the bounty is paid. POST /api/v1/challenges/{no}/finish/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/finish/", body=body, idempotency_key=idempotency_key)

    def challenges_nominate_create(self, no: str, body: NominateBodyRequest, *, idempotency_key: str | None = None) -> Challenge:
        """Name a shortlisted proposal for the award; the public notice begins. POST /api/v1/challenges/{no}/nominate/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/nominate/", body=body, idempotency_key=idempotency_key)

    def challenges_object_create(self, no: str, body: ReasonBodyRequest, *, idempotency_key: str | None = None) -> Challenge:
        """Uphold an objection: back to the review. POST /api/v1/challenges/{no}/object/"""
        return self.json("POST", f"/api/v1/challenges/{self.quoted(no)}/object/", body=body, idempotency_key=idempotency_key)

    def changes_list(self, *, after: int | None = None, event: str | None = None, page_size: int | None = None) -> Changes:
        """Facts in the order in which they became true, without gaps: a reader at ``cursor`` has seen everything before it. GET /api/v1/changes/"""
        return self.json("GET", "/api/v1/changes/", query={"after": after, "event": event, "page_size": page_size})

    def deals_list(self, *, cursor: str | None = None, our_turn: bool | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedDealListList:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/deals/"""
        return self.json("GET", "/api/v1/deals/", query={"cursor": cursor, "our_turn": our_turn, "page_size": page_size, "status": status, "updated_since": updated_since})

    def deals_create(self, body: OpenDealRequest, *, idempotency_key: str | None = None) -> Deal:
        """Open a room from an accepted expression of interest. POST /api/v1/deals/"""
        return self.json("POST", "/api/v1/deals/", body=body, idempotency_key=idempotency_key)

    def deals_retrieve(self, no: str) -> Deal:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/deals/{no}/"""
        return self.json("GET", f"/api/v1/deals/{self.quoted(no)}/")

    def deals_accept_terms_create(self, no: str, body: VersionRequest, *, idempotency_key: str | None = None) -> Deal:
        """Say yes to one version of the terms. POST /api/v1/deals/{no}/accept-terms/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/accept-terms/", body=body, idempotency_key=idempotency_key)

    def deals_draft_create(self, no: str, body: DraftRequest, *, idempotency_key: str | None = None) -> Deal:
        """Generate the contract from the accepted terms. POST /api/v1/deals/{no}/draft/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/draft/", body=body, idempotency_key=idempotency_key)

    def deals_export_retrieve(self, no: str) -> dict[str, Any]:
        """Everything of the deal. GET /api/v1/deals/{no}/export/"""
        return self.json("GET", f"/api/v1/deals/{self.quoted(no)}/export/")

    def deals_messages_list(self, no: str) -> list[ShownMessage]:
        """The latest 200 messages, oldest first. GET /api/v1/deals/{no}/messages/"""
        return self.json("GET", f"/api/v1/deals/{self.quoted(no)}/messages/")

    def deals_messages_create(self, no: str, body: MessageRequest, *, idempotency_key: str | None = None) -> ShownMessage:
        """Write a message. POST /api/v1/deals/{no}/messages/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/messages/", body=body, idempotency_key=idempotency_key)

    def deals_milestone_create(self, no: str, body: PositionRequest, *, idempotency_key: str | None = None) -> Deal:
        """``deliver``, ``accept`` or ``return`` a milestone. POST /api/v1/deals/{no}/milestone/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/milestone/", body=body, idempotency_key=idempotency_key)

    def deals_move_create(self, no: str, body: MoveRequest, *, idempotency_key: str | None = None) -> Deal:
        """Move the deal: one of the verbs of its table, with a reason where one is needed. POST /api/v1/deals/{no}/move/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/move/", body=body, idempotency_key=idempotency_key)

    def deals_outcome_create(self, no: str, body: AnswerRequest, *, idempotency_key: str | None = None) -> Outcome:
        """Answer the question after 90, 180 or 365 days. POST /api/v1/deals/{no}/outcome/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/outcome/", body=body, idempotency_key=idempotency_key)

    def deals_payment_create(self, no: str, body: PositionRequest, *, idempotency_key: str | None = None) -> Deal:
        """``pay`` or ``confirm`` a payment. POST /api/v1/deals/{no}/payment/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/payment/", body=body, idempotency_key=idempotency_key)

    def deals_receipt_retrieve(self, no: str) -> dict[str, Any]:
        """Every consent and disclosure in the deal. GET /api/v1/deals/{no}/receipt/"""
        return self.json("GET", f"/api/v1/deals/{self.quoted(no)}/receipt/")

    def deals_royalty_create(self, no: str, body: RoyaltyRequest, *, idempotency_key: str | None = None) -> ShownRoyalty:
        """Report a period; the royalty is computed. POST /api/v1/deals/{no}/royalty/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/royalty/", body=body, idempotency_key=idempotency_key)

    def deals_sign_create(self, no: str, body: VersionRequest, *, idempotency_key: str | None = None) -> Deal:
        """Sign the text that is out for signature; ``version`` is the text's. POST /api/v1/deals/{no}/sign/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/sign/", body=body, idempotency_key=idempotency_key)

    def deals_terms_create(self, no: str, body: TermsRequest, *, idempotency_key: str | None = None) -> Deal:
        """Change terms; earlier acceptances become void. POST /api/v1/deals/{no}/terms/"""
        return self.json("POST", f"/api/v1/deals/{self.quoted(no)}/terms/", body=body, idempotency_key=idempotency_key)

    def demands_list(self, *, cursor: str | None = None, demand_type: str | None = None, expand: str | None = None, field: str | None = None, fields: str | None = None, industry: str | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, status: list[str] | None = None, tombstones: bool | None = None, transfer_mode: str | None = None, trl_max: float | None = None, trl_min: float | None = None, updated_since: str | None = None) -> PaginatedDemandListList:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/demands/"""
        return self.json("GET", "/api/v1/demands/", query={"cursor": cursor, "demand_type": demand_type, "expand": expand, "field": field, "fields": fields, "industry": industry, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "q": q, "region": region, "search": search, "status": status, "tombstones": tombstones, "transfer_mode": transfer_mode, "trl_max": trl_max, "trl_min": trl_min, "updated_since": updated_since})

    def demands_create(self, body: DemandRequest, *, idempotency_key: str | None = None) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. POST /api/v1/demands/"""
        return self.json("POST", "/api/v1/demands/", body=body, idempotency_key=idempotency_key)

    def demands_bulk_create(self, body: bytes, *, dry_run: bool | None = None, file_name: str | None = None, idempotency_key: str | None = None) -> Job:
        """Send a file (CSV, XLSX, JSON, JSONL, also as .gz): a job reads it and reports on every row. POST /api/v1/demands/bulk/"""
        return self.json("POST", "/api/v1/demands/bulk/", query={"dry_run": dry_run, "file_name": file_name}, content=body, idempotency_key=idempotency_key)

    def demands_export_create(self, body: ExportRequestRequest, *, idempotency_key: str | None = None) -> Job:
        """Everything one may see of a library as one file, made by a job; fetch ``result`` of the job when it is done. POST /api/v1/demands/export/"""
        return self.json("POST", "/api/v1/demands/export/", body=body, idempotency_key=idempotency_key)

    def demands_sources_retrieve(self, source_id: str, source_system: str) -> Demand:
        """The entry of one's own organization with this identifier in this source. GET /api/v1/demands/sources/{source_system}/{source_id}/"""
        return self.json("GET", f"/api/v1/demands/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def demands_sources_update(self, source_id: str, source_system: str, body: DemandRequest, *, if_match: str | None = None) -> Demand:
        """Make the entry with this identifier, or change it: a second push of the same doubles nothing. PUT /api/v1/demands/sources/{source_system}/{source_id}/"""
        return self.json("PUT", f"/api/v1/demands/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/", headers={"If-Match": if_match}, body=body)

    def demands_sources_destroy(self, source_id: str, source_system: str) -> None:
        """Take the entry with this identifier out of the library. DELETE /api/v1/demands/sources/{source_system}/{source_id}/"""
        return self.nothing("DELETE", f"/api/v1/demands/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def demands_retrieve(self, no: str, *, expand: str | None = None, fields: str | None = None, if_none_match: str | None = None) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/demands/{no}/"""
        return self.json("GET", f"/api/v1/demands/{self.quoted(no)}/", query={"expand": expand, "fields": fields}, headers={"If-None-Match": if_none_match})

    def demands_partial_update(self, no: str, body: PatchedDemandRequest, *, if_match: str | None = None) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. PATCH /api/v1/demands/{no}/"""
        return self.json("PATCH", f"/api/v1/demands/{self.quoted(no)}/", headers={"If-Match": if_match}, body=body)

    def demands_destroy(self, no: str) -> None:
        """Take the entry out of the library. Its number and history stay, and it can be handed in again. DELETE /api/v1/demands/{no}/"""
        return self.nothing("DELETE", f"/api/v1/demands/{self.quoted(no)}/")

    def demands_approve_create(self, no: str, body: NoteRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Demand:
        """Publish a waiting demand, or mark a published one as read (reviewers). POST /api/v1/demands/{no}/approve/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/approve/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def demands_close_create(self, no: str, body: CloseRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Demand:
        """End it, as solved or withdrawn. POST /api/v1/demands/{no}/close/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/close/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def demands_matches_list(self, no: str) -> DemandMatches:
        """The ranked list of one demand, with how far its scoring is. GET /api/v1/demands/{no}/matches/"""
        return self.json("GET", f"/api/v1/demands/{self.quoted(no)}/matches/")

    def demands_pause_create(self, no: str, body: NoteRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Demand:
        """Take it out of the library for a while. POST /api/v1/demands/{no}/pause/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/pause/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def demands_publish_create(self, no: str, *, if_match: str | None = None, idempotency_key: str | None = None) -> Demand:
        """Publish and match; the demand of an unverified organization waits for review first. POST /api/v1/demands/{no}/publish/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/publish/", headers={"If-Match": if_match}, idempotency_key=idempotency_key)

    def demands_return_create(self, no: str, body: ReturnRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Demand:
        """Return it to the firm with a note (reviewers). POST /api/v1/demands/{no}/return/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/return/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def eligibility_rules_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedRuleList:
        """Rules of eligibility, as data. GET /api/v1/eligibility-rules/"""
        return self.json("GET", "/api/v1/eligibility-rules/", query={"cursor": cursor, "page_size": page_size})

    def eligibility_rules_retrieve(self, id: str) -> Rule:
        """Rules of eligibility, as data. GET /api/v1/eligibility-rules/{id}/"""
        return self.json("GET", f"/api/v1/eligibility-rules/{self.quoted(id)}/")

    def event_types_list(self) -> list[EventType]:
        """Every event that can be followed, with the scope it needs. GET /api/v1/event-types/"""
        return self.json("GET", "/api/v1/event-types/")

    def events_list(self, *, cursor: str | None = None, expand: str | None = None, fields: str | None = None, industry: str | None = None, ordering: Any | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, status: list[str] | None = None, tombstones: bool | None = None, type: str | None = None, updated_since: str | None = None, when: str | None = None) -> PaginatedEventListList:
        """Events to see and, for hosts, to plan. The status moves by the actions ``open`` and ``cancel`` and in the portal. GET /api/v1/events/"""
        return self.json("GET", "/api/v1/events/", query={"cursor": cursor, "expand": expand, "fields": fields, "industry": industry, "ordering": ordering, "page_size": page_size, "q": q, "region": region, "search": search, "status": status, "tombstones": tombstones, "type": type, "updated_since": updated_since, "when": when})

    def events_create(self, body: EventRequest, *, idempotency_key: str | None = None) -> Event:
        """A plan; sessions, tables and agenda come from the template of its form. POST /api/v1/events/"""
        return self.json("POST", "/api/v1/events/", body=body, idempotency_key=idempotency_key)

    def events_meetings_list(self, event_no: str, *, cursor: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedMeetingList:
        """Meetings of one's own organization once the schedule is shown; for hosts all. GET /api/v1/events/{event_no}/meetings/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/meetings/", query={"cursor": cursor, "page_size": page_size, "status": status, "updated_since": updated_since})

    def events_meetings_retrieve(self, event_no: str, id: str) -> Meeting:
        """Meetings of one's own organization once the schedule is shown; for hosts all. GET /api/v1/events/{event_no}/meetings/{id}/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/meetings/{self.quoted(id)}/")

    def events_meetings_cancel_create(self, event_no: str, id: str, body: WhyRequest, *, idempotency_key: str | None = None) -> Meeting:
        """Call a meeting off; its time is free at once. POST /api/v1/events/{event_no}/meetings/{id}/cancel/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(event_no)}/meetings/{self.quoted(id)}/cancel/", body=body, idempotency_key=idempotency_key)

    def events_meetings_close_create(self, event_no: str, id: str, body: CloseMeetingRequest, *, idempotency_key: str | None = None) -> Meeting:
        """Say what came of it; without a named next step no meeting is closed. POST /api/v1/events/{event_no}/meetings/{id}/close/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(event_no)}/meetings/{self.quoted(id)}/close/", body=body, idempotency_key=idempotency_key)

    def events_preferences_list(self, event_no: str) -> list[Preference]:
        """One's own wishes; what others wish is told to nobody. GET /api/v1/events/{event_no}/preferences/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/preferences/")

    def events_preferences_create(self, event_no: str, body: PreferenceRequest, *, idempotency_key: str | None = None) -> Preference:
        """Say whom one must meet, is glad to meet, or rather not. POST /api/v1/events/{event_no}/preferences/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(event_no)}/preferences/", body=body, idempotency_key=idempotency_key)

    def events_preferences_retrieve(self, event_no: str, id: str) -> Preference:
        """One's own wishes; what others wish is told to nobody. GET /api/v1/events/{event_no}/preferences/{id}/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/preferences/{self.quoted(id)}/")

    def events_registrations_list(self, event_no: str, *, cursor: str | None = None, kind: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedRegistrationList:
        """Registrations of one's own organization, for hosts all. ``POST`` signs up: 201 with a place or on the waiting list. GET /api/v1/events/{event_no}/registrations/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/registrations/", query={"cursor": cursor, "kind": kind, "page_size": page_size, "status": status, "updated_since": updated_since})

    def events_registrations_create(self, event_no: str, body: RegistrationRequest, *, idempotency_key: str | None = None) -> Registration:
        """Sign up with the demands and achievements one brings. POST /api/v1/events/{event_no}/registrations/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(event_no)}/registrations/", body=body, idempotency_key=idempotency_key)

    def events_registrations_retrieve(self, event_no: str, id: str) -> Registration:
        """Registrations of one's own organization, for hosts all. ``POST`` signs up: 201 with a place or on the waiting list. GET /api/v1/events/{event_no}/registrations/{id}/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(event_no)}/registrations/{self.quoted(id)}/")

    def events_registrations_partial_update(self, event_no: str, id: str, body: PatchedRegistrationRequest) -> Registration:
        """Registrations of one's own organization, for hosts all. ``POST`` signs up: 201 with a place or on the waiting list. PATCH /api/v1/events/{event_no}/registrations/{id}/"""
        return self.json("PATCH", f"/api/v1/events/{self.quoted(event_no)}/registrations/{self.quoted(id)}/", body=body)

    def events_registrations_cancel_create(self, event_no: str, id: str, body: WhyRequest, *, idempotency_key: str | None = None) -> Registration:
        """Give the place back, or decline the invitation; the next in line gets it. POST /api/v1/events/{event_no}/registrations/{id}/cancel/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(event_no)}/registrations/{self.quoted(id)}/cancel/", body=body, idempotency_key=idempotency_key)

    def events_retrieve(self, no: str, *, expand: str | None = None, fields: str | None = None, if_none_match: str | None = None) -> Event:
        """Events to see and, for hosts, to plan. The status moves by the actions ``open`` and ``cancel`` and in the portal. GET /api/v1/events/{no}/"""
        return self.json("GET", f"/api/v1/events/{self.quoted(no)}/", query={"expand": expand, "fields": fields}, headers={"If-None-Match": if_none_match})

    def events_partial_update(self, no: str, body: PatchedEventRequest, *, if_match: str | None = None) -> Event:
        """Change the plan; ``If-Match`` answers 412 where somebody saved a newer version. PATCH /api/v1/events/{no}/"""
        return self.json("PATCH", f"/api/v1/events/{self.quoted(no)}/", headers={"If-Match": if_match}, body=body)

    def events_calendar(self, no: str) -> bytes:
        """The event, its programme and, where one takes part, one's meetings. GET /api/v1/events/{no}/calendar.ics"""
        return self.raw("GET", f"/api/v1/events/{self.quoted(no)}/calendar.ics")

    def events_cancel_create(self, no: str, body: WhyRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Event:
        """Call the event off; everybody on the list is told. POST /api/v1/events/{no}/cancel/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(no)}/cancel/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def events_open_create(self, no: str, *, if_match: str | None = None, idempotency_key: str | None = None) -> Event:
        """Publish the event and take sign-ups. POST /api/v1/events/{no}/open/"""
        return self.json("POST", f"/api/v1/events/{self.quoted(no)}/open/", headers={"If-Match": if_match}, idempotency_key=idempotency_key)

    def fields_list(self, *, cursor: str | None = None, page_size: int | None = None, prefix: str | None = None, search: str | None = None, valid: bool | None = None) -> PaginatedTechnologyFieldList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/fields/"""
        return self.json("GET", "/api/v1/fields/", query={"cursor": cursor, "page_size": page_size, "prefix": prefix, "search": search, "valid": valid})

    def fields_retrieve(self, code: str) -> TechnologyField:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/fields/{code}/"""
        return self.json("GET", f"/api/v1/fields/{self.quoted(code)}/")

    def industries_list(self, *, cursor: str | None = None, level: int | None = None, page_size: int | None = None, parent: str | None = None, prefix: str | None = None, search: str | None = None) -> PaginatedIndustryList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/industries/"""
        return self.json("GET", "/api/v1/industries/", query={"cursor": cursor, "level": level, "page_size": page_size, "parent": parent, "prefix": prefix, "search": search})

    def industries_retrieve(self, code: str) -> Industry:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/industries/{code}/"""
        return self.json("GET", f"/api/v1/industries/{self.quoted(code)}/")

    def interests_list(self, *, box: str | None = None, cursor: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedInterestList:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/interests/"""
        return self.json("GET", "/api/v1/interests/", query={"box": box, "cursor": cursor, "page_size": page_size, "status": status, "updated_since": updated_since})

    def interests_create(self, body: NewInterestRequest, *, idempotency_key: str | None = None) -> Interest:
        """Say that you are interested: three answers. POST /api/v1/interests/"""
        return self.json("POST", "/api/v1/interests/", body=body, idempotency_key=idempotency_key)

    def interests_retrieve(self, no: str) -> Interest:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/interests/{no}/"""
        return self.json("GET", f"/api/v1/interests/{self.quoted(no)}/")

    def interests_accept_create(self, no: str, *, idempotency_key: str | None = None) -> Interest:
        """The second yes: contact details open for both. POST /api/v1/interests/{no}/accept/"""
        return self.json("POST", f"/api/v1/interests/{self.quoted(no)}/accept/", idempotency_key=idempotency_key)

    def interests_consent_create(self, no: str, body: ConsentRequest, *, idempotency_key: str | None = None) -> dict[str, Any]:
        """Open a further step to the other side for some days. POST /api/v1/interests/{no}/consent/"""
        return self.json("POST", f"/api/v1/interests/{self.quoted(no)}/consent/", body=body, idempotency_key=idempotency_key)

    def interests_decline_create(self, no: str, body: DeclineRequest, *, idempotency_key: str | None = None) -> Interest:
        """No, with a code that the other side does not see. POST /api/v1/interests/{no}/decline/"""
        return self.json("POST", f"/api/v1/interests/{self.quoted(no)}/decline/", body=body, idempotency_key=idempotency_key)

    def interests_receipt_retrieve(self, no: str) -> dict[str, Any]:
        """Every consent and disclosure about it. GET /api/v1/interests/{no}/receipt/"""
        return self.json("GET", f"/api/v1/interests/{self.quoted(no)}/receipt/")

    def interests_revoke_create(self, no: str, *, idempotency_key: str | None = None) -> dict[str, Any]:
        """Take your consent back. POST /api/v1/interests/{no}/revoke/"""
        return self.json("POST", f"/api/v1/interests/{self.quoted(no)}/revoke/", idempotency_key=idempotency_key)

    def interests_withdraw_create(self, no: str, *, idempotency_key: str | None = None) -> Interest:
        """Take your own expression back. POST /api/v1/interests/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/interests/{self.quoted(no)}/withdraw/", idempotency_key=idempotency_key)

    def jobs_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedJobList:
        """Jobs of one's own organization: state, progress, result. GET /api/v1/jobs/"""
        return self.json("GET", "/api/v1/jobs/", query={"cursor": cursor, "page_size": page_size})

    def jobs_retrieve(self, id: str) -> Job:
        """Jobs of one's own organization: state, progress, result. GET /api/v1/jobs/{id}/"""
        return self.json("GET", f"/api/v1/jobs/{self.quoted(id)}/")

    def jobs_report_retrieve(self, id: str) -> bytes:
        """The report per row as CSV; 404 while there is none. GET /api/v1/jobs/{id}/report/"""
        return self.raw("GET", f"/api/v1/jobs/{self.quoted(id)}/report/")

    def jobs_result_retrieve(self, id: str, *, range: str | None = None) -> bytes:
        """The file of an export; ``Range`` continues a download that broke off. 404 while there is none. GET /api/v1/jobs/{id}/result/"""
        return self.raw("GET", f"/api/v1/jobs/{self.quoted(id)}/result/", headers={"Range": range})

    def licences_list(self, *, cursor: str | None = None, page_size: int | None = None, statement: str | None = None, status: list[str] | None = None, tier: str | None = None, updated_since: str | None = None) -> PaginatedLicenceList:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/licences/"""
        return self.json("GET", "/api/v1/licences/", query={"cursor": cursor, "page_size": page_size, "statement": statement, "status": status, "tier": tier, "updated_since": updated_since})

    def licences_create(self, body: TakeBodyRequest, *, idempotency_key: str | None = None) -> LicenceDetail:
        """Take a licence at the price for the size of your organization; 409 `none_left` where all are taken. POST /api/v1/licences/"""
        return self.json("POST", "/api/v1/licences/", body=body, idempotency_key=idempotency_key)

    def licences_retrieve(self, no: str) -> LicenceDetail:
        """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body. GET /api/v1/licences/{no}/"""
        return self.json("GET", f"/api/v1/licences/{self.quoted(no)}/")

    def licences_cancel_unpaid_create(self, no: str, body: ReasonBodyRequest, *, idempotency_key: str | None = None) -> LicenceDetail:
        """Cancel what was not paid; the slot is free again (licensor). POST /api/v1/licences/{no}/cancel-unpaid/"""
        return self.json("POST", f"/api/v1/licences/{self.quoted(no)}/cancel-unpaid/", body=body, idempotency_key=idempotency_key)

    def licences_confirm_payment_create(self, no: str, *, idempotency_key: str | None = None) -> LicenceDetail:
        """The payment has arrived (licensor). POST /api/v1/licences/{no}/confirm-payment/"""
        return self.json("POST", f"/api/v1/licences/{self.quoted(no)}/confirm-payment/", idempotency_key=idempotency_key)

    def licences_record_filing_create(self, no: str, body: FilingBodyRequest, *, idempotency_key: str | None = None) -> LicenceDetail:
        """Note the number of the recordal (licensor). POST /api/v1/licences/{no}/record-filing/"""
        return self.json("POST", f"/api/v1/licences/{self.quoted(no)}/record-filing/", body=body, idempotency_key=idempotency_key)

    def licences_terminate_create(self, no: str, body: ReasonBodyRequest, *, idempotency_key: str | None = None) -> LicenceDetail:
        """Give the licence up (licensee). POST /api/v1/licences/{no}/terminate/"""
        return self.json("POST", f"/api/v1/licences/{self.quoted(no)}/terminate/", body=body, idempotency_key=idempotency_key)

    def managers_list(self, *, cursor: str | None = None, field: str | None = None, language: str | None = None, level: str | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None) -> PaginatedManagerList:
        """The public directory of technology managers. GET /api/v1/managers/"""
        return self.json("GET", "/api/v1/managers/", query={"cursor": cursor, "field": field, "language": language, "level": level, "page_size": page_size, "q": q, "region": region})

    def managers_retrieve(self, no: str) -> Manager:
        """The public directory of technology managers. GET /api/v1/managers/{no}/"""
        return self.json("GET", f"/api/v1/managers/{self.quoted(no)}/")

    def matches_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedMatchList:
        """One pair; its answers. GET /api/v1/matches/"""
        return self.json("GET", "/api/v1/matches/", query={"cursor": cursor, "page_size": page_size})

    def matches_retrieve(self, id: str) -> Match:
        """One pair; its answers. GET /api/v1/matches/{id}/"""
        return self.json("GET", f"/api/v1/matches/{self.quoted(id)}/")

    def matches_bridge_retrieve(self, id: str) -> Bridge:
        """The best plan from the catalogue to the maturity that is wanted, alternatives, or why there is none. GET /api/v1/matches/{id}/bridge/"""
        return self.json("GET", f"/api/v1/matches/{self.quoted(id)}/bridge/")

    def matches_feedback_create(self, id: str, body: FeedbackRequest, *, idempotency_key: str | None = None) -> Answer:
        """Answer: interested, shortlisted, or declined with a reason. POST /api/v1/matches/{id}/feedback/"""
        return self.json("POST", f"/api/v1/matches/{self.quoted(id)}/feedback/", body=body, idempotency_key=idempotency_key)

    def matches_feedback_destroy(self, id: str, *, kind: str | None = None) -> None:
        """Take an answer back; nothing happens where there was none. DELETE /api/v1/matches/{id}/feedback/"""
        return self.nothing("DELETE", f"/api/v1/matches/{self.quoted(id)}/feedback/", query={"kind": kind})

    def maturity_levels_list(self, *, cursor: str | None = None, level: int | None = None, page_size: int | None = None, scale: str | None = None) -> PaginatedMaturityLevelList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/maturity-levels/"""
        return self.json("GET", "/api/v1/maturity-levels/", query={"cursor": cursor, "level": level, "page_size": page_size, "scale": scale})

    def maturity_levels_retrieve(self, id: str) -> MaturityLevel:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/maturity-levels/{id}/"""
        return self.json("GET", f"/api/v1/maturity-levels/{self.quoted(id)}/")

    def open_licences_list(self, *, achievement: str | None = None, cursor: str | None = None, fee_max: float | None = None, field: str | None = None, free_slots: bool | None = None, method: str | None = None, page_size: int | None = None, q: str | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedOpenLicenceList:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/open-licences/"""
        return self.json("GET", "/api/v1/open-licences/", query={"achievement": achievement, "cursor": cursor, "fee_max": fee_max, "field": field, "free_slots": free_slots, "method": method, "page_size": page_size, "q": q, "status": status, "updated_since": updated_since})

    def open_licences_create(self, body: OpenLicenceRequest, *, idempotency_key: str | None = None) -> OpenLicence:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. POST /api/v1/open-licences/"""
        return self.json("POST", "/api/v1/open-licences/", body=body, idempotency_key=idempotency_key)

    def open_licences_retrieve(self, no: str) -> OpenLicence:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. GET /api/v1/open-licences/{no}/"""
        return self.json("GET", f"/api/v1/open-licences/{self.quoted(no)}/")

    def open_licences_partial_update(self, no: str, body: PatchedOpenLicenceRequest) -> OpenLicence:
        """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed. PATCH /api/v1/open-licences/{no}/"""
        return self.json("PATCH", f"/api/v1/open-licences/{self.quoted(no)}/", body=body)

    def open_licences_approve_create(self, no: str, *, idempotency_key: str | None = None) -> OpenLicence:
        """Approve for the owner (administrators). POST /api/v1/open-licences/{no}/approve/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/approve/", idempotency_key=idempotency_key)

    def open_licences_hand_in_create(self, no: str, *, idempotency_key: str | None = None) -> OpenLicence:
        """Ask an administrator of the own organization for approval. POST /api/v1/open-licences/{no}/hand-in/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/hand-in/", idempotency_key=idempotency_key)

    def open_licences_publish_create(self, no: str, body: NoteRequest, *, idempotency_key: str | None = None) -> OpenLicence:
        """Announce it (reviewers). POST /api/v1/open-licences/{no}/publish/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/publish/", body=body, idempotency_key=idempotency_key)

    def open_licences_recall_create(self, no: str, body: NoteRequest, *, idempotency_key: str | None = None) -> OpenLicence:
        """Take it back into the draft. POST /api/v1/open-licences/{no}/recall/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/recall/", body=body, idempotency_key=idempotency_key)

    def open_licences_return_create(self, no: str, body: ReturnRequest, *, idempotency_key: str | None = None) -> OpenLicence:
        """Return it with a note (reviewers). POST /api/v1/open-licences/{no}/return/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/return/", body=body, idempotency_key=idempotency_key)

    def open_licences_submit_create(self, no: str, *, idempotency_key: str | None = None) -> OpenLicence:
        """Hand in to the review desk; 409 `legal_obstacle` where a rule blocks it. POST /api/v1/open-licences/{no}/submit/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/submit/", idempotency_key=idempotency_key)

    def open_licences_withdraw_create(self, no: str, body: ReasonRequest, *, idempotency_key: str | None = None) -> OpenLicence:
        """No new licences; those that were taken run on. POST /api/v1/open-licences/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/open-licences/{self.quoted(no)}/withdraw/", body=body, idempotency_key=idempotency_key)

    def organizations_list(self, *, cursor: str | None = None, kind: str | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, updated_since: str | None = None) -> PaginatedOrganizationList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/organizations/"""
        return self.json("GET", "/api/v1/organizations/", query={"cursor": cursor, "kind": kind, "page_size": page_size, "q": q, "region": region, "search": search, "updated_since": updated_since})

    def organizations_retrieve(self, no: str) -> Organization:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/organizations/{no}/"""
        return self.json("GET", f"/api/v1/organizations/{self.quoted(no)}/")

    def proposals_list(self, *, challenge: str | None = None, cursor: str | None = None, page_size: int | None = None, status: list[str] | None = None, updated_since: str | None = None) -> PaginatedProposalList:
        """Votes are for people and have no address here. GET /api/v1/proposals/"""
        return self.json("GET", "/api/v1/proposals/", query={"challenge": challenge, "cursor": cursor, "page_size": page_size, "status": status, "updated_since": updated_since})

    def proposals_create(self, body: ProposalRequest, *, idempotency_key: str | None = None) -> Proposal:
        """The draft of your organization; the one that is there already is filled in. POST /api/v1/proposals/"""
        return self.json("POST", "/api/v1/proposals/", body=body, idempotency_key=idempotency_key)

    def proposals_retrieve(self, no: str) -> Proposal:
        """Votes are for people and have no address here. GET /api/v1/proposals/{no}/"""
        return self.json("GET", f"/api/v1/proposals/{self.quoted(no)}/")

    def proposals_partial_update(self, no: str, body: PatchedProposalRequest) -> Proposal:
        """Votes are for people and have no address here. PATCH /api/v1/proposals/{no}/"""
        return self.json("PATCH", f"/api/v1/proposals/{self.quoted(no)}/", body=body)

    def proposals_decline_create(self, no: str, body: DeclineBodyRequest, *, idempotency_key: str | None = None) -> Proposal:
        """Decline it with a coded reason and an answer (the challenge's organization). POST /api/v1/proposals/{no}/decline/"""
        return self.json("POST", f"/api/v1/proposals/{self.quoted(no)}/decline/", body=body, idempotency_key=idempotency_key)

    def proposals_shortlist_create(self, no: str, *, idempotency_key: str | None = None) -> Proposal:
        """Shortlist it (the challenge's organization). POST /api/v1/proposals/{no}/shortlist/"""
        return self.json("POST", f"/api/v1/proposals/{self.quoted(no)}/shortlist/", idempotency_key=idempotency_key)

    def proposals_submit_create(self, no: str, *, idempotency_key: str | None = None) -> Proposal:
        """Hand it in; 400 names every field that is missing. POST /api/v1/proposals/{no}/submit/"""
        return self.json("POST", f"/api/v1/proposals/{self.quoted(no)}/submit/", idempotency_key=idempotency_key)

    def proposals_withdraw_create(self, no: str, *, idempotency_key: str | None = None) -> Proposal:
        """Take it back; it can be handed in again until the deadline. POST /api/v1/proposals/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/proposals/{self.quoted(no)}/withdraw/", idempotency_key=idempotency_key)

    def regions_list(self, *, cursor: str | None = None, level: str | None = None, page_size: int | None = None, parent: str | None = None, prefix: str | None = None, search: str | None = None) -> PaginatedRegionList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/regions/"""
        return self.json("GET", "/api/v1/regions/", query={"cursor": cursor, "level": level, "page_size": page_size, "parent": parent, "prefix": prefix, "search": search})

    def regions_retrieve(self, code: str) -> Region:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/regions/{code}/"""
        return self.json("GET", f"/api/v1/regions/{self.quoted(code)}/")

    def resources_list(self, *, bookable: bool | None = None, cost_max: float | None = None, cursor: str | None = None, expand: str | None = None, field: str | None = None, fields: str | None = None, industry: str | None = None, kind: list[str] | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, sector: str | None = None, service: str | None = None, status: list[str] | None = None, tombstones: bool | None = None, trl: float | None = None, updated_since: str | None = None, vouchers: bool | None = None) -> PaginatedResourceListList:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/resources/"""
        return self.json("GET", "/api/v1/resources/", query={"bookable": bookable, "cost_max": cost_max, "cursor": cursor, "expand": expand, "field": field, "fields": fields, "industry": industry, "kind": kind, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "q": q, "region": region, "search": search, "sector": sector, "service": service, "status": status, "tombstones": tombstones, "trl": trl, "updated_since": updated_since, "vouchers": vouchers})

    def resources_create(self, body: ResourceRequest, *, idempotency_key: str | None = None) -> Resource:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. POST /api/v1/resources/"""
        return self.json("POST", "/api/v1/resources/", body=body, idempotency_key=idempotency_key)

    def resources_sources_retrieve(self, source_id: str, source_system: str) -> Resource:
        """The entry of one's own organization with this identifier in this source. GET /api/v1/resources/sources/{source_system}/{source_id}/"""
        return self.json("GET", f"/api/v1/resources/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def resources_sources_update(self, source_id: str, source_system: str, body: ResourceRequest, *, if_match: str | None = None) -> Resource:
        """Make the entry with this identifier, or change it: a second push of the same doubles nothing. PUT /api/v1/resources/sources/{source_system}/{source_id}/"""
        return self.json("PUT", f"/api/v1/resources/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/", headers={"If-Match": if_match}, body=body)

    def resources_sources_destroy(self, source_id: str, source_system: str) -> None:
        """Take the entry with this identifier out of the library. DELETE /api/v1/resources/sources/{source_system}/{source_id}/"""
        return self.nothing("DELETE", f"/api/v1/resources/sources/{self.quoted(source_system)}/{self.quoted(source_id)}/")

    def resources_retrieve(self, no: str, *, expand: str | None = None, fields: str | None = None, if_none_match: str | None = None) -> Resource:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/resources/{no}/"""
        return self.json("GET", f"/api/v1/resources/{self.quoted(no)}/", query={"expand": expand, "fields": fields}, headers={"If-None-Match": if_none_match})

    def resources_partial_update(self, no: str, body: PatchedResourceRequest, *, if_match: str | None = None) -> Resource:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. PATCH /api/v1/resources/{no}/"""
        return self.json("PATCH", f"/api/v1/resources/{self.quoted(no)}/", headers={"If-Match": if_match}, body=body)

    def resources_destroy(self, no: str) -> None:
        """Take the entry out of the library. Its number and history stay, and it can be handed in again. DELETE /api/v1/resources/{no}/"""
        return self.nothing("DELETE", f"/api/v1/resources/{self.quoted(no)}/")

    def resources_eligibility_list(self, no: str, *, bookable: bool | None = None, cost_max: float | None = None, cursor: str | None = None, field: str | None = None, industry: str | None = None, kind: list[str] | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, sector: str | None = None, service: str | None = None, status: list[str] | None = None, trl: float | None = None, updated_since: str | None = None, vouchers: bool | None = None) -> PaginatedRulingList:
        """What every rule in force says about one's own organization: information with its source, never advice. GET /api/v1/resources/{no}/eligibility/"""
        return self.json("GET", f"/api/v1/resources/{self.quoted(no)}/eligibility/", query={"bookable": bookable, "cost_max": cost_max, "cursor": cursor, "field": field, "industry": industry, "kind": kind, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "q": q, "region": region, "search": search, "sector": sector, "service": service, "status": status, "trl": trl, "updated_since": updated_since, "vouchers": vouchers})

    def resources_publish_create(self, no: str, body: NoteRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Resource:
        """Publish a submitted resource (reviewers). POST /api/v1/resources/{no}/publish/"""
        return self.json("POST", f"/api/v1/resources/{self.quoted(no)}/publish/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def resources_return_create(self, no: str, body: ReturnRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Resource:
        """Return it with a note (reviewers). POST /api/v1/resources/{no}/return/"""
        return self.json("POST", f"/api/v1/resources/{self.quoted(no)}/return/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def resources_slots_list(self, no: str, *, bookable: bool | None = None, cost_max: float | None = None, cursor: str | None = None, field: str | None = None, industry: str | None = None, kind: list[str] | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, sector: str | None = None, service: str | None = None, status: list[str] | None = None, trl: float | None = None, updated_since: str | None = None, vouchers: bool | None = None) -> PaginatedSlotList:
        """Times that are free, the next 200. GET /api/v1/resources/{no}/slots/"""
        return self.json("GET", f"/api/v1/resources/{self.quoted(no)}/slots/", query={"bookable": bookable, "cost_max": cost_max, "cursor": cursor, "field": field, "industry": industry, "kind": kind, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "q": q, "region": region, "search": search, "sector": sector, "service": service, "status": status, "trl": trl, "updated_since": updated_since, "vouchers": vouchers})

    def resources_submit_create(self, no: str, *, if_match: str | None = None, idempotency_key: str | None = None) -> Resource:
        """Hand in for review. POST /api/v1/resources/{no}/submit/"""
        return self.json("POST", f"/api/v1/resources/{self.quoted(no)}/submit/", headers={"If-Match": if_match}, idempotency_key=idempotency_key)

    def resources_withdraw_create(self, no: str, body: BookingReasonRequest, *, if_match: str | None = None, idempotency_key: str | None = None) -> Resource:
        """Take it out of the catalogue; bookings run on. POST /api/v1/resources/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/resources/{self.quoted(no)}/withdraw/", headers={"If-Match": if_match}, body=body, idempotency_key=idempotency_key)

    def stats_retrieve(self, *, region: str | None = None) -> Stats:
        """Counts of the caller's own scope: an authority's region, everything for the operator. GET /api/v1/stats/"""
        return self.json("GET", "/api/v1/stats/", query={"region": region})

    def webhooks_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedWebhookList:
        """Addresses of one's own organization that are called when chosen events happen. GET /api/v1/webhooks/"""
        return self.json("GET", "/api/v1/webhooks/", query={"cursor": cursor, "page_size": page_size})

    def webhooks_create(self, body: WebhookRequest, *, idempotency_key: str | None = None) -> Webhook:
        """Subscribe; the answer holds the secret with which every message is signed. POST /api/v1/webhooks/"""
        return self.json("POST", "/api/v1/webhooks/", body=body, idempotency_key=idempotency_key)

    def webhooks_retrieve(self, id: str) -> Webhook:
        """Addresses of one's own organization that are called when chosen events happen. GET /api/v1/webhooks/{id}/"""
        return self.json("GET", f"/api/v1/webhooks/{self.quoted(id)}/")

    def webhooks_partial_update(self, id: str, body: PatchedWebhookRequest) -> Webhook:
        """Change address, events, description or state. PATCH /api/v1/webhooks/{id}/"""
        return self.json("PATCH", f"/api/v1/webhooks/{self.quoted(id)}/", body=body)

    def webhooks_destroy(self, id: str) -> None:
        """Delete the subscription with its log. DELETE /api/v1/webhooks/{id}/"""
        return self.nothing("DELETE", f"/api/v1/webhooks/{self.quoted(id)}/")

    def webhooks_replay_create(self, id: str, *, idempotency_key: str | None = None) -> Replayed:
        """Send everything again that was given up, oldest first. POST /api/v1/webhooks/{id}/replay/"""
        return self.json("POST", f"/api/v1/webhooks/{self.quoted(id)}/replay/", idempotency_key=idempotency_key)

    def webhooks_rotate_secret_create(self, id: str, *, idempotency_key: str | None = None) -> Webhook:
        """A new secret; for 24 hours every message carries the signatures of both. POST /api/v1/webhooks/{id}/rotate-secret/"""
        return self.json("POST", f"/api/v1/webhooks/{self.quoted(id)}/rotate-secret/", idempotency_key=idempotency_key)

    def webhooks_test_create(self, id: str, *, idempotency_key: str | None = None) -> Delivery:
        """Send a message of the kind ``webhook.test``; its delivery shows what came back. POST /api/v1/webhooks/{id}/test/"""
        return self.json("POST", f"/api/v1/webhooks/{self.quoted(id)}/test/", idempotency_key=idempotency_key)

    def webhooks_deliveries_list(self, webhook: str, *, cursor: str | None = None, event: str | None = None, page_size: int | None = None, state: list[str] | None = None) -> PaginatedDeliveryList:
        """Messages of one subscription with what every attempt came to. GET /api/v1/webhooks/{webhook}/deliveries/"""
        return self.json("GET", f"/api/v1/webhooks/{self.quoted(webhook)}/deliveries/", query={"cursor": cursor, "event": event, "page_size": page_size, "state": state})

    def webhooks_deliveries_retrieve(self, uid: str, webhook: str) -> DeliveryDetail:
        """Messages of one subscription with what every attempt came to. GET /api/v1/webhooks/{webhook}/deliveries/{uid}/"""
        return self.json("GET", f"/api/v1/webhooks/{self.quoted(webhook)}/deliveries/{self.quoted(uid)}/")

    def webhooks_deliveries_replay_create(self, uid: str, webhook: str, *, idempotency_key: str | None = None) -> Replayed:
        """Send this message again under its old ``webhook-id``. POST /api/v1/webhooks/{webhook}/deliveries/{uid}/replay/"""
        return self.json("POST", f"/api/v1/webhooks/{self.quoted(webhook)}/deliveries/{self.quoted(uid)}/replay/", idempotency_key=idempotency_key)
