package dev.vmascope.shipped.chart;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The controls of the Pod Security Standards, levels `baseline` and `restricted`, by which a pod
/// is let into a namespace or not; but for those on sysctls, proc mounts and Windows.
final class PodSecurity {
  private static final Set<String> BASELINE_CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");
  private static final Set<String> SELINUX =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private PodSecurity() {}

  /// The controls that a pod breaks, each by level and name.
  static Set<String> broken(PodSpec pod) {
    Set<String> broken = new TreeSet<>();
    boolean host = isTrue(pod.getHostNetwork()) || isTrue(pod.getHostIPC());
    note(broken, host, "baseline: host network or IPC");
    note(broken, isTrue(pod.getHostPID()), "baseline: host PID");
    pod.getVolumes()
        .forEach(volume -> note(broken, volume.getHostPath() != null, "baseline: host path"));
    pod.getVolumes()
        .forEach(volume -> {
          boolean known =
              volume.getConfigMap() != null
                  || volume.getSecret() != null
                  || volume.getEmptyDir() != null
                  || volume.getProjected() != null;
          note(broken, !known, "restricted: volumes");
        });
    List<Container> containers = new ArrayList<>(pod.getInitContainers());
    containers.addAll(pod.getContainers());
    for (Container container : containers) {
      container
          .getPorts()
          .forEach(port -> note(broken, port.getHostPort() != null, "baseline: host port"));
      note(broken, container.getSecurityContext() == null, "restricted: no security context");
      Optional.ofNullable(container.getSecurityContext()).ifPresent(own -> check(own, broken));
    }
    return broken;
  }

  private static void check(SecurityContext own, Set<String> broken) {
    note(broken, isTrue(own.getPrivileged()), "baseline: privileged");
    List<String> added =
        Optional.ofNullable(own.getCapabilities()).map(Capabilities::getAdd).orElse(List.of());
    List<String> dropped =
        Optional.ofNullable(own.getCapabilities()).map(Capabilities::getDrop).orElse(List.of());
    note(broken, !BASELINE_CAPABILITIES.containsAll(added), "baseline: capabilities");
    note(broken, !Set.of("NET_BIND_SERVICE").containsAll(added), "restricted: capabilities");
    note(broken, !dropped.equals(List.of("ALL")), "restricted: drops not all capabilities");
    String seccomp =
        Optional.ofNullable(own.getSeccompProfile()).map(SeccompProfile::getType).orElse("none");
    note(broken, seccomp.equals("Unconfined"), "baseline: seccomp");
    note(broken, seccomp.equals("none"), "restricted: seccomp");
    String appArmor =
        Optional.ofNullable(own.getAppArmorProfile()).map(AppArmorProfile::getType).orElse("");
    note(broken, appArmor.equals("Unconfined"), "baseline: AppArmor");
    boolean selinux =
        own.getSeLinuxOptions() != null
            && !SELINUX.contains(Objects.requireNonNullElse(own.getSeLinuxOptions().getType(), ""));
    note(broken, selinux, "baseline: SELinux");
    boolean escalates = !Boolean.FALSE.equals(own.getAllowPrivilegeEscalation());
    note(broken, escalates, "restricted: privilege escalation");
    boolean root = !isTrue(own.getRunAsNonRoot()) || Long.valueOf(0).equals(own.getRunAsUser());
    note(broken, root, "restricted: root");
  }

  private static void note(Set<String> broken, boolean isBroken, String control) {
    if (isBroken) {
      broken.add(control);
    }
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }
}
