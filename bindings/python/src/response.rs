//! A provider's answer.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::show::from_json;

/// What a provider answers to a request.
#[pyclass(frozen, module = "tillbook")]
pub struct Response {
    response: tillbook::Response,
}

impl Response {
    pub fn new(response: tillbook::Response) -> Response {
        Response { response }
    }
}

#[pymethods]
impl Response {
    /// The status of HTTP, for example 200 or 404.
    #[getter]
    fn status(&self) -> u16 {
        self.response.status
    }

    /// Whether the request was granted: a status from 200 to 299.
    #[getter]
    fn ok(&self) -> bool {
        self.response.is_success()
    }

    /// The headers, as a new dict.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in &self.response.headers {
            headers.set_item(name, value)?;
        }
        Ok(headers)
    }

    /// The body.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.response.body)
    }

    /// The body as text.
    #[getter]
    fn text(&self) -> String {
        self.response.text().into_owned()
    }

    /// The body as JSON. Raises ValueError when it is none.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        from_json(py, &self.response.text())
    }

    /// The value of the first header with this name, in any case; None when there is none.
    fn header(&self, name: &Bound<'_, pyo3::types::PyString>) -> PyResult<Option<&str>> {
        Ok(self.response.header_value(&name.to_cow()?))
    }

    /// The status and how long the body is; never what it holds.
    fn __repr__(&self) -> String {
        format!("<tillbook.Response {}, {} bytes>", self.response.status, self.response.body.len())
    }
}
