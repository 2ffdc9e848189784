package dev.vmascope.metrics;

import dev.vmascope.kernellog.history.FaultCounts;
import dev.vmascope.kernellog.history.FaultListener;
import dev.vmascope.kernellog.history.FaultRecorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/// The counters of the kernel's log. Where the log cannot be read, the series are absent. Otherwise
/// they are there from the start, at 0.
@Component
class FaultMeters implements MeterBinder {
  private final FaultRecorder recorder;

  FaultMeters(FaultRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(ServiceMeters.FEATURE, () -> recorder.isReadable() ? 1 : 0)
        .description(ServiceMeters.FEATURE_MEANS)
        .tag("feature", "kernel-log")
        .register(registry);
    recorder.addListener(new Published(registry));
  }

  /// A listener that publishes to one registry.
  private final class Published implements FaultListener {
    private final MeterRegistry registry;

    Published(MeterRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void readable() {
      count(
          "vmascope.segfaults",
          "Segmentation faults that the kernel logged",
          FaultCounts::segfaults);
      count(
          "vmascope.oom.kills",
          "Processes that the kernel killed to get memory",
          FaultCounts::oomKills);
      count(
          "vmascope.kernel.log.suppressed",
          "Messages on faults that the kernel left out of its log",
          FaultCounts::suppressed);
    }

    private void count(String name, String description, ToLongFunction<FaultCounts> count) {
      FunctionCounter.builder(name, recorder, r -> (double) count.applyAsLong(r.counts()))
          .description(description)
          .register(registry);
    }

    @Override
    public void segfault(String name) {
      Counter.builder("vmascope.segfaults.by.name")
          .description("Segmentation faults by name of the thread")
          .tag("name", name)
          .register(registry)
          .increment();
    }
  }
}
