package dev.vmascope.process;

import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.proc.ResourceLimit;
import dev.vmascope.mapping.proc.ResourceLimits;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupMemory;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.Namespace;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessLimits;
import dev.vmascope.procfs.process.ProcessType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The `unavailable` entries of containers and limits.
final class LimitRemedies {
  private static final String CGROUP_MEMORY = "limits.cgroupMemory";
  private static final String NAMESPACE =
      "start the service in the cgroup namespace of the host, as its own hides this (docker run --cgroupns=host;"
          + " cgroup: host in Compose; a pod of Kubernetes has no such choice: there it stays unknown)";

  /// The remedy where the control groups of the host are not mounted.
  static final String MOUNT_GROUPS =
      "mount the host's /sys/fs/cgroup into the container, read-only, and set vmascope.cgroup.root to it (docker run"
          + " -v /sys/fs/cgroup:/host/cgroup:ro -e VMASCOPE_CGROUP_ROOT=/host/cgroup; in Kubernetes a volume of type"
          + " hostPath, which the chart has unless hostCgroups.enabled=false)";

  /// `PROC_CGROUP_INIT_INO`, `include/linux/proc_ns.h`.
  private static final RawText FIRST_NAMESPACE = new RawText("cgroup:[4026531835]");

  private static final Map<String, Function<ResourceLimits, ResourceLimit>> OF_RESOURCES =
      new LinkedHashMap<>();

  static {
    OF_RESOURCES.put("addressSpace", ResourceLimits::addressSpace);
    OF_RESOURCES.put("data", ResourceLimits::data);
    OF_RESOURCES.put("stack", ResourceLimits::stack);
    OF_RESOURCES.put("lockedMemory", ResourceLimits::lockedMemory);
  }

  private LimitRemedies() {}

  /// The entries for one process: values that are unknown, but may exist.
  static List<UnavailableField> absent(ProcessDetails details) {
    ProcessLimits limits = details.limits();
    List<UnavailableField> absent = new ArrayList<>(place(details));
    if (details.process().type() != ProcessType.USER) {
      absent.add(
          new UnavailableField(
              "limits", "not-applicable", Remedies.withoutMemory(details.process().type())));
      return absent;
    }
    absent.addAll(
        limits
            .memory()
            .value()
            .map(LimitRemedies::memory)
            .orElseGet(() -> unread(CGROUP_MEMORY, limits.memory(), ProcFile.CGROUP, details)));
    OF_RESOURCES.forEach((field, limit) ->
        absent.addAll(
            unread("limits." + field, limits.resources().map(limit), ProcFile.LIMITS, details)));
    absent.addAll(unread("limits.oomScore", limits.oomScore(), ProcFile.OOM_SCORE, details));
    absent.addAll(
        unread("limits.oomScoreAdj", limits.oomScoreAdj(), ProcFile.OOM_SCORE_ADJ, details));
    return absent;
  }

  /// The entry for a process in a list: its control groups have not been read.
  static UnavailableField unknownPlace() {
    return new UnavailableField(
        "container",
        "gone",
        "try again: its control groups are read when it is first seen, and have not been read yet; otherwise it"
            + " has ended, or is a capture without them");
  }

  private static List<UnavailableField> place(ProcessDetails details) {
    Outcome<ProcessCgroups> cgroups = details.limits().cgroups();
    boolean hidden =
        cgroups
            .value()
            .filter(known -> Attribution.of(known).containerId().isEmpty())
            .filter(known -> isHidden(known, details))
            .isPresent();
    return hidden
        ? List.of(new UnavailableField("container", "denied", NAMESPACE))
        : unread("container", cgroups, ProcFile.CGROUP, details);
  }

  /// Whether some names of groups are hidden from the service: the path leads out of its namespace,
  /// or is the root of one that is not the machine's.
  private static boolean isHidden(ProcessCgroups cgroups, ProcessDetails details) {
    RawText namespace = details.namespaces().getOrDefault(Namespace.CGROUP, FIRST_NAMESPACE);
    return cgroups.all().stream().anyMatch(cgroup -> leadsOut(cgroup))
        || (!namespace.equals(FIRST_NAMESPACE)
            && cgroups.all().stream().allMatch(cgroup -> cgroup.path().latin1().equals("/")));
  }

  private static boolean leadsOut(Cgroup cgroup) {
    return cgroup.path().latin1().startsWith("/..");
  }

  private static List<UnavailableField> memory(CgroupMemory memory) {
    return switch (memory) {
      case CgroupMemory.Known known ->
          known.usageUnderstood() ? uncounted(known) : misunderstood(known);
      case CgroupMemory.Unknown(CgroupMemory.Reason reason) -> List.of(unknown(reason));
    };
  }

  private static List<UnavailableField> uncounted(CgroupMemory.Known known) {
    return known.usageBytes().isPresent()
        ? List.of()
        : List.of(
            new UnavailableField(
                CGROUP_MEMORY + ".usageBytes",
                "not-applicable",
                "nothing to be done: the kernel does not count the usage of the root group"));
  }

  private static List<UnavailableField> misunderstood(CgroupMemory.Known known) {
    List<UnavailableField> absent = new ArrayList<>();
    if (known.usageBytes().isEmpty()) {
      absent.add(notUnderstood(CGROUP_MEMORY + ".usageBytes"));
    }
    if (known.limitBytes().isPresent() && known.leftBytes().isEmpty()) {
      absent.add(notUnderstood(CGROUP_MEMORY + ".leftBytes"));
    }
    return absent;
  }

  private static UnavailableField notUnderstood(String field) {
    return new UnavailableField(
        field,
        "malformed",
        "please report it: a memory file of vmascope.cgroup.root cannot be parsed");
  }

  private static UnavailableField unknown(CgroupMemory.Reason reason) {
    return switch (reason) {
      case NO_ROOT ->
          new UnavailableField(
              CGROUP_MEMORY,
              "skipped",
              "set vmascope.cgroup.root to the folder where the control groups of this proc file system are mounted;"
                  + " in a container, "
                  + MOUNT_GROUPS);
      case NO_GROUP, NOT_COUNTED ->
          new UnavailableField(
              CGROUP_MEMORY,
              "unsupported",
              "needs a kernel that counts memory by control group: CONFIG_MEMCG, without cgroup_disable=memory");
      case OUTSIDE ->
          new UnavailableField(
              CGROUP_MEMORY,
              "denied",
              "the control groups at vmascope.cgroup.root are a part of the machine's, such as those of the service's"
                  + " own container: "
                  + MOUNT_GROUPS);
      case NOT_THERE ->
          new UnavailableField(
              CGROUP_MEMORY,
              "gone",
              "nothing to be done if the group has been removed; otherwise vmascope.cgroup.root is not the folder"
                  + " where the control groups of this proc file system are mounted: set it; in a container, "
                  + MOUNT_GROUPS);
      case DENIED ->
          new UnavailableField(
              CGROUP_MEMORY,
              "denied",
              "give the user of the service permission to read the folders of vmascope.cgroup.root");
      case MALFORMED -> notUnderstood(CGROUP_MEMORY);
    };
  }

  private static List<UnavailableField> unread(
      String field, Outcome<?> outcome, ProcFile file, ProcessDetails details) {
    String reason = outcome.kind().toString();
    return switch (outcome) {
      case Outcome.Ok<?> _, Outcome.NotApplicable<?> _ -> List.of();
      case Outcome.Denied<?> _ ->
          List.of(new UnavailableField(field, reason, Remedies.forLink(details.process())));
      case Outcome.Malformed<?>(MalformedException complaint) ->
          List.of(Remedies.misread(field, complaint));
      case Outcome.Gone<?> _ ->
          List.of(
              new UnavailableField(
                  field,
                  reason,
                  "nothing to be done: the process, or the capture of it, has no file "
                      + file.fileName()));
      case Outcome.Partial<?> _, Outcome.TimedOut<?> _ ->
          List.of(
              new UnavailableField(
                  field,
                  reason,
                  "try again; if the error stays, please report " + file.fileName()));
    };
  }
}
