package dev.vmascope.http.api;

import dev.vmascope.container.Attribution;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The container, pod and unit of a process, by the names of its control groups.
public record AttributionView(
    @WideOnly
        @Schema(
            description =
                "Id of the container, or its name in LXC and systemd-nspawn; absent outside of containers")
        @Nullable String container,
    @WideOnly
        @Schema(
            description =
                "Runtime of the container: docker, containerd, cri-o, podman, lxc, systemd-nspawn; absent if the"
                    + " name of its control group does not show it")
        @Nullable String containerRuntime,
    @WideOnly
        @Schema(
            description =
                "Uid of the Kubernetes pod (metadata.uid); the kernel does not know the name. Absent outside of pods")
        @Nullable String pod,
    @WideOnly @Schema(description = "systemd unit: a service, a scope or a slice")
        @Nullable String unit) {

  public static AttributionView of(Attribution attribution) {
    return new AttributionView(
        attribution.containerId().orElse(null),
        attribution.runtime().orElse(null),
        attribution.podUid().orElse(null),
        attribution.unit().orElse(null));
  }
}
