package dev.vmascope.shipped.promql;

/// A query of a panel, with values in place of the variables, so that a Prometheus can answer it.
///
/// @param dashboard its uid
public record ShippedQuery(String dashboard, String panel, String refId, String expression) {
  @Override
  public String toString() {
    return dashboard + ", " + panel + ", " + refId + ": " + expression;
  }
}
