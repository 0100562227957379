//! `PUT /aggregation/v1/customers/{customerId}`: another name.

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::customers;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, no_content};
use crate::finicity::dialect::Trouble;
use crate::finicity::form::Form;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.modify_customer",
        routes: &[Route { method: "PUT", template: "/aggregation/v1/customers/{customerId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    desk.customer_id()?;
    let mut form = Form::new(desk);
    let (first, last) = (customers::name(&mut form, "firstName"), customers::name(&mut form, "lastName"));
    form.finish()?;
    if first.is_none() && last.is_none() {
        return Err(Trouble::token("10025", "There is neither firstName nor lastName."));
    }
    let now = desk.call.now.wall;
    let customer = desk.customer()?;
    customer.first_name = first.or(customer.first_name.take());
    customer.last_name = last.or(customer.last_name.take());
    customer.modified = now;
    Ok(no_content("The customer's name is changed."))
}
