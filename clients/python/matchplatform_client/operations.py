"""Made by ``clients/generate.py`` from the OpenAPI file; changes here are lost."""

# ruff: noqa: A002, E501, N802, PLR0904

from typing import Any, TypedDict

from matchplatform_client.transport import Transport


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

Answer = TypedDict(
    "Answer",
    {
        "kind": "AnswerKindEnum",
        "reason": "DeclineReasonEnum",
        "note": "str",
        "outcome": "OutcomeEnum",
        "created_at": "str",
        "updated_at": "str",
    },
    total=False,
)

AnswerKindEnum = str

BlankEnum = Any

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

DataRightsEnum = str

DeclineReasonEnum = str

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

ExportControlEnum = str

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

Job = TypedDict(
    "Job",
    {
        "id": "str",
        "kind": "JobKindEnum",
        "state": "StateEnum",
        "progress": "float",
        "done": "int",
        "total": "int",
        "counts": "dict[str, Any]",
        "dry_run": "bool",
        "error": "str",
        "file_name": "str",
        "report": "str | None",
        "created_at": "str",
        "started_at": "str | None",
        "finished_at": "str | None",
    },
    total=False,
)

JobKindEnum = str

LanguageEnum = str

LevelEnum = str

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

Month = TypedDict(
    "Month",
    {
        "month": "str",
        "demands": "int",
        "achievements": "int",
    },
    total=False,
)

NextStepsEnum = str

Note = TypedDict(
    "Note",
    {
        "code": "str",
        "text": "str",
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

OutcomeEnum = str

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

PaginatedDemandListList = TypedDict(
    "PaginatedDemandListList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[DemandList]",
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

PaginatedJobList = TypedDict(
    "PaginatedJobList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Job]",
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

PaginatedOrganizationList = TypedDict(
    "PaginatedOrganizationList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[Organization]",
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

PaginatedTechnologyFieldList = TypedDict(
    "PaginatedTechnologyFieldList",
    {
        "next": "str",
        "previous": "str",
        "results": "list[TechnologyField]",
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

PriceModeEnum = str

PriorityEnum = str

PublishAsEnum = str

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
        "level": "LevelEnum",
        "parent": "str | None",
        "valid": "bool",
    },
    total=False,
)

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

RelationEnum = str

ReturnRequest = TypedDict(
    "ReturnRequest",
    {
        "note": "str",
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

SizeEnum = str

StateEnum = str

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

SurfaceEnum = str

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

VectorsEnum = str

VerificationEnum = str

VisibilityEnum = str


class Operations(Transport):
    """One method for each operation of the API."""

    def achievements_list(self, *, cursor: str | None = None, field: str | None = None, industry: str | None = None, kind: str | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, price_max: float | None = None, q: str | None = None, region: str | None = None, search: str | None = None, status: list[str] | None = None, transfer_mode: str | None = None, trl_max: float | None = None, trl_min: float | None = None, updated_since: str | None = None) -> PaginatedAchievementListList:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/achievements/"""
        return self.json("GET", "/api/v1/achievements/", query={"cursor": cursor, "field": field, "industry": industry, "kind": kind, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "price_max": price_max, "q": q, "region": region, "search": search, "status": status, "transfer_mode": transfer_mode, "trl_max": trl_max, "trl_min": trl_min, "updated_since": updated_since})

    def achievements_create(self, body: AchievementRequest, *, idempotency_key: str | None = None) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. POST /api/v1/achievements/"""
        return self.json("POST", "/api/v1/achievements/", body=body, idempotency_key=idempotency_key)

    def achievements_bulk_create(self, body: bytes, *, dry_run: bool | None = None, file_name: str | None = None, idempotency_key: str | None = None) -> Job:
        """Send a file (CSV, XLSX, JSON, JSONL, also as .gz): a job reads it and reports on every row. POST /api/v1/achievements/bulk/"""
        return self.json("POST", "/api/v1/achievements/bulk/", query={"dry_run": dry_run, "file_name": file_name}, content=body, idempotency_key=idempotency_key)

    def achievements_retrieve(self, no: str) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/achievements/{no}/"""
        return self.json("GET", f"/api/v1/achievements/{self.quoted(no)}/")

    def achievements_partial_update(self, no: str, body: PatchedAchievementRequest) -> Achievement:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. PATCH /api/v1/achievements/{no}/"""
        return self.json("PATCH", f"/api/v1/achievements/{self.quoted(no)}/", body=body)

    def achievements_archive_create(self, no: str, body: ReasonRequest, *, idempotency_key: str | None = None) -> Achievement:
        """Close the entry for good. POST /api/v1/achievements/{no}/archive/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/archive/", body=body, idempotency_key=idempotency_key)

    def achievements_confirm_create(self, no: str, *, idempotency_key: str | None = None) -> Achievement:
        """Say that a published entry still holds. POST /api/v1/achievements/{no}/confirm/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/confirm/", idempotency_key=idempotency_key)

    def achievements_matches_list(self, no: str, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedAchievementMatchList:
        """The demands one achievement fits, best first. GET /api/v1/achievements/{no}/matches/"""
        return self.json("GET", f"/api/v1/achievements/{self.quoted(no)}/matches/", query={"cursor": cursor, "page_size": page_size})

    def achievements_publish_create(self, no: str, body: NoteRequest, *, idempotency_key: str | None = None) -> Achievement:
        """Publish a submitted entry (reviewers). POST /api/v1/achievements/{no}/publish/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/publish/", body=body, idempotency_key=idempotency_key)

    def achievements_return_create(self, no: str, body: ReturnRequest, *, idempotency_key: str | None = None) -> Achievement:
        """Return a submitted entry to its author with a note (reviewers). POST /api/v1/achievements/{no}/return/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/return/", body=body, idempotency_key=idempotency_key)

    def achievements_submit_create(self, no: str, *, idempotency_key: str | None = None) -> Achievement:
        """Hand in for review. POST /api/v1/achievements/{no}/submit/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/submit/", idempotency_key=idempotency_key)

    def achievements_withdraw_create(self, no: str, body: ReasonRequest, *, idempotency_key: str | None = None) -> Achievement:
        """Take the entry out of the library; it can be submitted again. POST /api/v1/achievements/{no}/withdraw/"""
        return self.json("POST", f"/api/v1/achievements/{self.quoted(no)}/withdraw/", body=body, idempotency_key=idempotency_key)

    def demands_list(self, *, cursor: str | None = None, demand_type: str | None = None, field: str | None = None, industry: str | None = None, language: str | None = None, ordering: Any | None = None, organization: int | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, status: list[str] | None = None, transfer_mode: str | None = None, trl_max: float | None = None, trl_min: float | None = None, updated_since: str | None = None) -> PaginatedDemandListList:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/demands/"""
        return self.json("GET", "/api/v1/demands/", query={"cursor": cursor, "demand_type": demand_type, "field": field, "industry": industry, "language": language, "ordering": ordering, "organization": organization, "page_size": page_size, "q": q, "region": region, "search": search, "status": status, "transfer_mode": transfer_mode, "trl_max": trl_max, "trl_min": trl_min, "updated_since": updated_since})

    def demands_create(self, body: DemandRequest, *, idempotency_key: str | None = None) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. POST /api/v1/demands/"""
        return self.json("POST", "/api/v1/demands/", body=body, idempotency_key=idempotency_key)

    def demands_bulk_create(self, body: bytes, *, dry_run: bool | None = None, file_name: str | None = None, idempotency_key: str | None = None) -> Job:
        """Send a file (CSV, XLSX, JSON, JSONL, also as .gz): a job reads it and reports on every row. POST /api/v1/demands/bulk/"""
        return self.json("POST", "/api/v1/demands/bulk/", query={"dry_run": dry_run, "file_name": file_name}, content=body, idempotency_key=idempotency_key)

    def demands_retrieve(self, no: str) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. GET /api/v1/demands/{no}/"""
        return self.json("GET", f"/api/v1/demands/{self.quoted(no)}/")

    def demands_partial_update(self, no: str, body: PatchedDemandRequest) -> Demand:
        """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``. PATCH /api/v1/demands/{no}/"""
        return self.json("PATCH", f"/api/v1/demands/{self.quoted(no)}/", body=body)

    def demands_approve_create(self, no: str, body: NoteRequest, *, idempotency_key: str | None = None) -> Demand:
        """Publish a waiting demand, or mark a published one as read (reviewers). POST /api/v1/demands/{no}/approve/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/approve/", body=body, idempotency_key=idempotency_key)

    def demands_close_create(self, no: str, body: CloseRequest, *, idempotency_key: str | None = None) -> Demand:
        """End it, as solved or withdrawn. POST /api/v1/demands/{no}/close/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/close/", body=body, idempotency_key=idempotency_key)

    def demands_matches_list(self, no: str) -> DemandMatches:
        """The ranked list of one demand, with how far its scoring is. GET /api/v1/demands/{no}/matches/"""
        return self.json("GET", f"/api/v1/demands/{self.quoted(no)}/matches/")

    def demands_pause_create(self, no: str, body: NoteRequest, *, idempotency_key: str | None = None) -> Demand:
        """Take it out of the library for a while. POST /api/v1/demands/{no}/pause/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/pause/", body=body, idempotency_key=idempotency_key)

    def demands_publish_create(self, no: str, *, idempotency_key: str | None = None) -> Demand:
        """Publish and match; the demand of an unverified organization waits for review first. POST /api/v1/demands/{no}/publish/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/publish/", idempotency_key=idempotency_key)

    def demands_return_create(self, no: str, body: ReturnRequest, *, idempotency_key: str | None = None) -> Demand:
        """Return it to the firm with a note (reviewers). POST /api/v1/demands/{no}/return/"""
        return self.json("POST", f"/api/v1/demands/{self.quoted(no)}/return/", body=body, idempotency_key=idempotency_key)

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

    def jobs_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedJobList:
        """Jobs of one's own organization: state, progress, result. GET /api/v1/jobs/"""
        return self.json("GET", "/api/v1/jobs/", query={"cursor": cursor, "page_size": page_size})

    def jobs_retrieve(self, id: str) -> Job:
        """Jobs of one's own organization: state, progress, result. GET /api/v1/jobs/{id}/"""
        return self.json("GET", f"/api/v1/jobs/{self.quoted(id)}/")

    def jobs_report_retrieve(self, id: str) -> bytes:
        """The report per row as CSV; 404 while there is none. GET /api/v1/jobs/{id}/report/"""
        return self.raw("GET", f"/api/v1/jobs/{self.quoted(id)}/report/")

    def matches_list(self, *, cursor: str | None = None, page_size: int | None = None) -> PaginatedMatchList:
        """One pair; its answers. GET /api/v1/matches/"""
        return self.json("GET", "/api/v1/matches/", query={"cursor": cursor, "page_size": page_size})

    def matches_retrieve(self, id: str) -> Match:
        """One pair; its answers. GET /api/v1/matches/{id}/"""
        return self.json("GET", f"/api/v1/matches/{self.quoted(id)}/")

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

    def organizations_list(self, *, cursor: str | None = None, kind: str | None = None, page_size: int | None = None, q: str | None = None, region: str | None = None, search: str | None = None, updated_since: str | None = None) -> PaginatedOrganizationList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/organizations/"""
        return self.json("GET", "/api/v1/organizations/", query={"cursor": cursor, "kind": kind, "page_size": page_size, "q": q, "region": region, "search": search, "updated_since": updated_since})

    def organizations_retrieve(self, no: str) -> Organization:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/organizations/{no}/"""
        return self.json("GET", f"/api/v1/organizations/{self.quoted(no)}/")

    def regions_list(self, *, cursor: str | None = None, level: str | None = None, page_size: int | None = None, parent: str | None = None, prefix: str | None = None, search: str | None = None) -> PaginatedRegionList:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/regions/"""
        return self.json("GET", "/api/v1/regions/", query={"cursor": cursor, "level": level, "page_size": page_size, "parent": parent, "prefix": prefix, "search": search})

    def regions_retrieve(self, code: str) -> Region:
        """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer. GET /api/v1/regions/{code}/"""
        return self.json("GET", f"/api/v1/regions/{self.quoted(code)}/")

    def stats_retrieve(self, *, region: str | None = None) -> Stats:
        """Counts of the caller's own scope: an authority's region, everything for the operator. GET /api/v1/stats/"""
        return self.json("GET", "/api/v1/stats/", query={"region": region})
