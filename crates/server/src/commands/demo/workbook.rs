//! Analyses that the town's analyst has kept: one stands in the picture that is worked on.

use super::actions::persona;
use crate::outcome::Trouble;
use application::{App, workbook};
use domain::categories::Category;
use domain::methods::Method;
use domain::tenants::TenantCode;
use domain::week::Week;
use domain::workbook::Question;

pub(super) async fn make(app: &App, tenant: &TenantCode) -> Result<(), Trouble> {
    let coordinator = persona(app, tenant, "coordinator").await?;
    let last = Week::of(app.now()).previous();
    let usual = |method| Question::usual(method, last);
    if let Some(year) = usual(Method::Trend) {
        let damage = Question { category: Some(Category::Damage), ..year };
        workbook::keep(app, &coordinator, &damage, "Skadegörelse under ett år", false).await?;
    }
    if let Some(quarter) = usual(Method::Periods) {
        let id = workbook::keep(app, &coordinator, &quarter, "Tolv veckor mot de tolv före", false).await?;
        workbook::cite(app, &coordinator, id, last.next(), true).await?;
    }
    Ok(())
}
