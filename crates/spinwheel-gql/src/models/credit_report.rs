//! Credit reports.

use verify_core::provider::{Unreadable, answer, open_enum};
use verify_core::{Pii, Timestamp};

use super::{
    AlternativeName, CreditReportSource, Debt, FileMetadata, FromWire, PublicRecord, Score, id, items, open,
    some_items, text,
};
use crate::generated::{credit_report as report, credit_reports as list, pull_credit_report as pull};
use crate::{CreditReportId, CreditReportUserId, LeadId, ReqOrgContactId, ReqOrgId};

answer! {
    /// A credit report. Pulling one brings ids, states, debts and public records; the rest comes when it is
    /// [read](crate::Client::credit_report).
    pub struct CreditReport {
        required {
            /// The report; keep the id.
            id: CreditReportId => "id" | "creditReportId",
        }
        /// Your organization.
        req_org_id: Option<ReqOrgId> => "reqOrgId",
        /// Your id of the person.
        req_org_contact_id: Option<ReqOrgContactId> => "reqOrgContactId",
        /// The lead it is tied to.
        lead_id: Option<LeadId> => "leadId",
        /// The person at the bureau, or at the one who resells its reports.
        credit_report_user_id: Option<CreditReportUserId> => "creditReportUserId",
        /// The state the person lives in, in two letters.
        applicant_residence_state: Option<Pii<String>> => "applicantResidenceState",
        /// Given name.
        applicant_first_name: Option<Pii<String>> => "applicantFirstName",
        /// Middle name.
        applicant_middle_name: Option<Pii<String>> => "applicantMiddleName",
        /// Family name.
        applicant_last_name: Option<Pii<String>> => "applicantLastName",
        /// Birth date, as the bureau has it.
        applicant_dob: Option<Pii<String>> => "applicantDob",
        /// Other names.
        applicant_alternative_names: Vec<AlternativeName> => "applicantAlternativeNames",
        /// Where it is from.
        source: Option<CreditReportSource> => "source",
        /// How far it is.
        report_status: Option<ReportStatus> => "reportStatus",
        /// How far the file is that DebtCore keeps of it.
        file_status: Option<FileStatus> => "fileStatus",
        /// That file.
        file_metadata: Option<FileMetadata> => "fileMetadata",
        /// When it was stored.
        created_at: Option<Timestamp> => "createdAt",
        /// When it was asked for; the bureau's data may be older than the copy here.
        report_requested_at: Option<Timestamp> => "reportRequestedAt",
        /// The scores.
        scores: Vec<Score> => "scores",
        /// The debts; `None` if DebtCore sent none of them, which is not the same as that there are none. Of a report that is not
        /// complete there may be none yet.
        debts: Option<Vec<Debt>> => "debts",
        /// The bankruptcies; `None` as for the debts.
        public_records: Option<Vec<PublicRecord>> => "publicRecords",
    }
}

impl CreditReport {
    /// Whether it is complete; only `COMPLETED` counts.
    pub fn is_completed(&self) -> bool {
        self.report_status == Some(ReportStatus::Completed)
    }
}

answer! {
    /// A report in a list: without debts, scores and names. [`credit_report`](crate::Client::credit_report) brings them.
    pub struct CreditReportSummary {
        required {
            /// The report.
            id: CreditReportId => "id",
        }
        /// Your organization.
        req_org_id: Option<ReqOrgId> => "reqOrgId",
        /// Your id of the person.
        req_org_contact_id: Option<ReqOrgContactId> => "reqOrgContactId",
        /// The lead it is tied to.
        lead_id: Option<LeadId> => "leadId",
        /// The person at the bureau, or at the one who resells its reports.
        credit_report_user_id: Option<CreditReportUserId> => "creditReportUserId",
        /// The state the person lives in, in two letters.
        applicant_residence_state: Option<Pii<String>> => "applicantResidenceState",
        /// Where it is from.
        source: Option<CreditReportSource> => "source",
        /// How far it is.
        report_status: Option<ReportStatus> => "reportStatus",
        /// How far the file is that DebtCore keeps of it.
        file_status: Option<FileStatus> => "fileStatus",
        /// When it was stored.
        created_at: Option<Timestamp> => "createdAt",
        /// When it was asked for.
        report_requested_at: Option<Timestamp> => "reportRequestedAt",
    }
}

answer! {
    /// A part of the list of reports.
    pub struct CreditReportPage {
        required {
            /// The reports.
            reports: Vec<CreditReportSummary> => "reports",
        }
        /// How many there are in all parts together.
        total_count: Option<u64> => "totalCount",
        /// Whether there are more behind this part.
        has_next_page: Option<bool> => "hasNextPage",
        /// Where this part begins; for [`ListCreditReports::before`](crate::ListCreditReports::before).
        start_cursor: Option<Pii<String>> => "startCursor",
        /// Where this part ends; for [`ListCreditReports::after`](crate::ListCreditReports::after).
        end_cursor: Option<Pii<String>> => "endCursor",
    }
}

open_enum! {
    /// How far a report is (source: the schema that a partner of the provider published; DebtCore's pages show `COMPLETED`).
    pub enum ReportStatus {
        /// Not begun yet.
        Pending => "PENDING",
        /// Under way.
        InProgress => "IN_PROGRESS",
        /// Complete.
        Completed => "COMPLETED",
        /// There will be none.
        Failed => "FAILED",
    }
}

open_enum! {
    /// How far the file is that DebtCore keeps of a report (source as for [`ReportStatus`]).
    pub enum FileStatus {
        /// Being stored.
        InProgress => "IN_PROGRESS",
        /// Stored.
        Completed => "COMPLETED",
    }
}

fn report_id(id: &str, place: &str) -> Result<CreditReportId, Unreadable> {
    id.parse().map_err(|_| Unreadable::at(place))
}

impl FromWire<pull::PullCreditReportPullCreditReportData> for CreditReport {
    fn from_wire(node: pull::PullCreditReportPullCreditReportData) -> Result<Self, Unreadable> {
        let pull::PullCreditReportPullCreditReportData {
            credit_report_id,
            req_org_contact_id,
            lead_id,
            applicant_residence_state,
            source,
            report_status,
            file_status,
            debts,
            public_records,
        } = node;
        let report = Self::new(report_id(&credit_report_id, "data.pullCreditReport.data.creditReportId")?);
        Ok(Self {
            req_org_contact_id: id(text(req_org_contact_id.as_ref())),
            lead_id: id(lead_id),
            applicant_residence_state,
            source: open(Some(source)),
            report_status: open(Some(report_status)),
            file_status: open(Some(file_status)),
            debts: some_items(debts)?,
            public_records: some_items(public_records)?,
            ..report
        })
    }
}

impl FromWire<report::CreditReportCreditReportData> for CreditReport {
    fn from_wire(node: report::CreditReportCreditReportData) -> Result<Self, Unreadable> {
        let report::CreditReportCreditReportData {
            id: report,
            req_org_id,
            req_org_contact_id,
            lead_id,
            credit_report_user_id,
            applicant_residence_state,
            applicant_first_name,
            applicant_middle_name,
            applicant_last_name,
            applicant_dob,
            applicant_alternative_names,
            source,
            report_status,
            file_status,
            file_metadata,
            created_at,
            report_requested_at,
            scores,
            debts,
            public_records,
        } = node;
        Ok(Self {
            id: report_id(&report, "data.creditReport.data.id")?,
            req_org_id: id(req_org_id),
            req_org_contact_id: id(text(req_org_contact_id.as_ref())),
            lead_id: id(lead_id),
            credit_report_user_id: id(credit_report_user_id),
            applicant_residence_state,
            applicant_first_name,
            applicant_middle_name,
            applicant_last_name,
            applicant_dob,
            applicant_alternative_names: items(applicant_alternative_names.unwrap_or_default())?,
            source: open(source),
            report_status: open(report_status),
            file_status: open(file_status),
            file_metadata: file_metadata.map(FileMetadata::from_wire).transpose()?,
            created_at,
            report_requested_at,
            scores: items(scores.unwrap_or_default())?,
            debts: some_items(debts)?,
            public_records: some_items(public_records)?,
        })
    }
}

impl FromWire<list::CreditReportsCreditReportsDataEdgesNode> for CreditReportSummary {
    fn from_wire(node: list::CreditReportsCreditReportsDataEdgesNode) -> Result<Self, Unreadable> {
        let list::CreditReportsCreditReportsDataEdgesNode {
            id: report,
            req_org_id,
            req_org_contact_id,
            lead_id,
            credit_report_user_id,
            applicant_residence_state,
            source,
            report_status,
            file_status,
            created_at,
            report_requested_at,
        } = node;
        Ok(Self {
            id: report_id(&report, "data.creditReports.data.edges[].node.id")?,
            req_org_id: id(req_org_id),
            req_org_contact_id: id(text(req_org_contact_id.as_ref())),
            lead_id: id(lead_id),
            credit_report_user_id: id(credit_report_user_id),
            applicant_residence_state,
            source: open(source),
            report_status: open(report_status),
            file_status: open(file_status),
            created_at,
            report_requested_at,
        })
    }
}

impl FromWire<list::CreditReportsCreditReportsData> for CreditReportPage {
    fn from_wire(connection: list::CreditReportsCreditReportsData) -> Result<Self, Unreadable> {
        let list::CreditReportsCreditReportsData { total_count, page_info, edges } = connection;
        let list::CreditReportsCreditReportsDataPageInfo { has_next_page, start_cursor, end_cursor } =
            page_info;
        let (mut reports, mut last) = (Vec::new(), None);
        for edge in edges.into_iter().flatten() {
            last = Some(edge.cursor);
            reports.extend(edge.node.map(CreditReportSummary::from_wire).transpose()?);
        }
        Ok(Self {
            reports,
            total_count: u64::try_from(total_count).ok(),
            has_next_page: Some(has_next_page),
            start_cursor: start_cursor.map(Pii::new),
            end_cursor: end_cursor.or(last).map(Pii::new),
        })
    }
}
