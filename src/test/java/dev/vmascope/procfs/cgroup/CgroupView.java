package dev.vmascope.procfs.cgroup;

import java.util.List;

/// A way to run the service, with the control groups that are mounted there.
enum CgroupView {
  // On the machine, in a unit of systemd.
  UNIT_V1(1, Names.SYSTEMD, false, Seen.ALL, "/ /sys/fs/cgroup/memory"),
  UNIT_V2(2, Names.SYSTEMD, false, Seen.ALL, "/ /sys/fs/cgroup"),
  UNIT_HYBRID(1, Names.SYSTEMD, false, Seen.ALL, "/ /sys/fs/cgroup/memory"),

  // Docker 20.10 on version 1: mounts as they were captured.
  DOCKER_V1(1, Names.DOCKER, false, Seen.OWN, Names.DOCKER + " /sys/fs/cgroup/memory"),
  DOCKER_V1_OWN_NAMESPACE(1, Names.DOCKER, true, Seen.OWN, "/ /sys/fs/cgroup/memory"),
  DOCKER_V1_HOST(
      1,
      Names.DOCKER,
      false,
      Seen.ALL,
      Names.DOCKER + " /sys/fs/cgroup/memory",
      "/ /host/cgroup/memory"),
  DOCKER_V1_OWN_NAMESPACE_HOST(
      1, Names.DOCKER, true, Seen.ALL, "/ /sys/fs/cgroup/memory", "/../.. /host/cgroup/memory"),
  // Docker on version 2, by systemd: a namespace of its own unless --cgroupns=host.
  DOCKER_V2(2, Names.DOCKER_BY_SYSTEMD, true, Seen.OWN, "/ /sys/fs/cgroup"),
  DOCKER_V2_HOST(
      2, Names.DOCKER_BY_SYSTEMD, true, Seen.ALL, "/ /sys/fs/cgroup", "/../.. /host/cgroup"),
  DOCKER_V2_HOST_NAMESPACE(2, Names.DOCKER_BY_SYSTEMD, false, Seen.ALL, "/ /sys/fs/cgroup"),

  PODMAN_V1(1, Names.PODMAN, false, Seen.OWN, Names.PODMAN + " /sys/fs/cgroup/memory"),
  PODMAN_V2(2, Names.PODMAN, true, Seen.OWN, "/ /sys/fs/cgroup"),
  PODMAN_V2_HOST(2, Names.PODMAN, true, Seen.ALL, "/ /sys/fs/cgroup", "/../../.. /host/cgroup"),

  // containerd and CRI-O: no namespace of their own on version 1, always one on version 2.
  CONTAINERD_V1(
      1, Names.CRI_BY_FILES, false, Seen.OWN, Names.CRI_BY_FILES + " /sys/fs/cgroup/memory"),
  CONTAINERD_V1_HOST(
      1,
      Names.CRI_BY_FILES,
      false,
      Seen.ALL,
      Names.CRI_BY_FILES + " /sys/fs/cgroup/memory",
      "/ /host/cgroup/memory"),
  CONTAINERD_V2(2, Names.CONTAINERD, true, Seen.OWN, "/ /sys/fs/cgroup"),
  CONTAINERD_V2_HOST(
      2, Names.CONTAINERD, true, Seen.ALL, "/ /sys/fs/cgroup", "/../../../.. /host/cgroup"),
  CRIO_V1(1, Names.CRIO, false, Seen.OWN, Names.CRIO + " /sys/fs/cgroup/memory"),
  CRIO_V1_HOST(
      1,
      Names.CRIO,
      false,
      Seen.ALL,
      Names.CRIO + " /sys/fs/cgroup/memory",
      "/ /host/cgroup/memory"),
  CRIO_V2(2, Names.CRIO, true, Seen.OWN, "/ /sys/fs/cgroup"),
  CRIO_V2_HOST(2, Names.CRIO, true, Seen.ALL, "/ /sys/fs/cgroup", "/../../../.. /host/cgroup");

  final int version;
  final String own;
  final boolean ownNamespace;
  final Seen seen;
  final String mounts;

  CgroupView(int version, String own, boolean ownNamespace, Seen seen, String... mounts) {
    this.version = version;
    this.own = own;
    this.ownNamespace = ownNamespace;
    this.seen = seen;
    this.mounts = String.join("\n", mounts);
  }

  boolean ofHost() {
    return name().endsWith("_HOST");
  }

  boolean sees(String group) {
    return seen == Seen.ALL || (group + "/").startsWith(own + "/");
  }

  /// The groups whose limits can be known.
  enum Seen {
    ALL,
    OWN
  }

  /// The names of groups.
  static final class Names {
    static final String OWN = "0123456789abcdef".repeat(4);
    static final String OTHER = "fedcba9876543210".repeat(4);
    static final String POD = "2d5133c0_65f3_40b2_b375_c04866d418e1";
    static final String NEIGHBOUR = "00000000_1111_4222_8333_444444444444";
    static final String PODS = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-";
    static final String GUARANTEED = "/kubepods.slice/kubepods-pod";

    /// Groups that a machine has whatever the service runs in. `/` has no limit.
    static final List<String> OF_THE_MACHINE =
        List.of(
            "/",
            "/init.scope",
            "/system.slice/sshd.service",
            "/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service",
            "/docker/" + OTHER,
            "/docker",
            "/system.slice/docker-" + OTHER + ".scope",
            "/machine.slice/libpod-" + OTHER + ".scope/container",
            "/kubepods/burstable/pod" + POD.replace('_', '-') + "/" + OTHER,
            PODS + "pod" + POD + ".slice/cri-containerd-" + OTHER + ".scope",
            PODS + "pod" + NEIGHBOUR + ".slice/cri-containerd-" + OTHER + ".scope",
            PODS + "pod" + POD + ".slice/crio-" + OTHER + ".scope",
            GUARANTEED + NEIGHBOUR + ".slice/crio-" + OTHER + ".scope");

    static final String SYSTEMD = "/system.slice/vmascope.service";
    static final String DOCKER = "/docker/" + OWN;
    static final String DOCKER_BY_SYSTEMD = "/system.slice/docker-" + OWN + ".scope";
    static final String PODMAN = "/machine.slice/libpod-" + OWN + ".scope/container";
    static final String CRI_BY_FILES =
        "/kubepods/burstable/pod" + POD.replace('_', '-') + "/" + OWN;
    static final String CONTAINERD = PODS + "pod" + POD + ".slice/cri-containerd-" + OWN + ".scope";
    static final String CRIO = PODS + "pod" + POD + ".slice/crio-" + OWN + ".scope";

    private Names() {}
  }
}
