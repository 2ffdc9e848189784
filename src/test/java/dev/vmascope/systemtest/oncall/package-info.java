/// What somebody on call meets: dashboards over a fleet, and the way from an alert to a process.
@NullMarked
package dev.vmascope.systemtest.oncall;

import org.jspecify.annotations.NullMarked;
