package dev.vmascope.system;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.proc.Capabilities;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.sampling.saved.HistoryFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The machine's memory settings, and the service's capabilities on it.
@Schema(name = "System")
record SystemView(
    @Schema(description = "Release of the running kernel, as uname -r prints it")
        @Nullable String kernelRelease,
    @Schema(description = "Architecture of the machine, as uname -m prints it", example = "x86_64")
        @Nullable String architecture,
    @Schema(description = "Page size", example = "4096") @Nullable Integer pageBytes,
    @Schema(description = "Layout of all addresses") @Nullable LayoutView addressSpace,
    MachineSettings.RandomizationView randomization,
    MachineSettings.OvercommitView overcommit,
    MachineSettings.MemoryView memory,
    MachineSettings.RulesView mappings,
    MachineSettings.HugePagesView hugePages,
    @Schema(description = "Effective capabilities of the service", example = "[\"CAP_PERFMON\"]")
        @Nullable List<String> capabilities,
    @Schema(
            description =
                "Whether the service is in the first user namespace, where capabilities apply to all processes")
        @Nullable Boolean firstUserNamespace,
    @Schema(description = "Features that kernel and capabilities give the service")
        List<FeatureView> features,
    CaptureView capture,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {

  /// The first user namespace (`PROC_USER_INIT_INO`, `include/linux/proc_ns.h`).
  private static final String FIRST_USER_NAMESPACE = "user:[4026531837]";

  static SystemView of(HostSettings reading, FeatureView.Seen seen) {
    MachineFacts facts = new MachineFacts(reading);
    if (reading.pageBytes().isEmpty()) {
      facts.absent("pageBytes", "not-applicable", "nothing to be done: captures do not contain it");
    }
    Capabilities capabilities =
        facts.known(
            "capabilities",
            MachineFile.OWN_STATUS,
            reading.parsed(MachineFile.OWN_STATUS, Capabilities::effective));
    String namespace = facts.text("firstUserNamespace", MachineFile.USER_NAMESPACE);
    List<FeatureView> features = FeatureView.all(reading, seen);
    features.stream()
        .filter(feature -> feature.available() == null)
        .forEach(feature ->
            facts.absent(
                "features[" + feature.feature() + "].available",
                "skipped",
                "try again when there is another process to try it on; captures have none"));
    note(seen.history(), facts);
    return new SystemView(
        facts.text("kernelRelease", MachineFile.RELEASE),
        architecture(facts),
        reading.pageBytes().isPresent() ? reading.pageBytes().getAsInt() : null,
        LayoutView.of(facts),
        MachineSettings.RandomizationView.of(facts),
        MachineSettings.OvercommitView.of(facts),
        MachineSettings.MemoryView.of(facts),
        MachineSettings.RulesView.of(facts),
        MachineSettings.HugePagesView.of(facts),
        capabilities == null ? null : capabilities.names(),
        namespace == null ? null : Boolean.valueOf(namespace.equals(FIRST_USER_NAMESPACE)),
        features,
        CaptureView.of(reading.stamp()),
        facts.unavailable());
  }

  /// Notes why histories are not kept, and why those of the last start are lost.
  private static void note(HistoryFile history, MachineFacts facts) {
    String field = "features[" + HistoryFile.FEATURE + "]";
    history
        .absence()
        .ifPresent(reason ->
            facts.absent(field, "skipped", "the data folder (vmascope.data-dir): " + reason));
    history
        .ignored()
        .ifPresent(reason ->
            facts.absent(
                field,
                "malformed",
                "nothing to be done: the file of the last start was ignored, since "
                    + reason
                    + "; it is written anew"));
  }

  private static @Nullable String architecture(MachineFacts facts) {
    return facts.reading().architecture().isPresent()
        ? facts.reading().architecture().get().toString()
        : facts.text("architecture", MachineFile.ARCHITECTURE);
  }
}
