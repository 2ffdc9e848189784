/// Tests of what is shipped beside the jar: dashboards, rules, their runbook, and the composition
/// with Prometheus and Grafana. Nothing here starts the service.
@NullMarked
package dev.vmascope.shipped;

import org.jspecify.annotations.NullMarked;
