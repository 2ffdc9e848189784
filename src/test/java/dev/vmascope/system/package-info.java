/// Tests of the whole: the real jar as a process of its own, real processes and containers, real
/// Prometheus, real browser. Nothing here uses a class of the service.
@NullMarked
package dev.vmascope.system;

import org.jspecify.annotations.NullMarked;
