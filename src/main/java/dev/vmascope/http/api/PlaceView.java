package dev.vmascope.http.api;

import dev.vmascope.container.Attribution;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The container, pod and unit of a process, by the names of its control groups.
public record PlaceView(
    @WideOnly
        @Schema(
            description =
                "Its container: the id, or the name that LXC or systemd-nspawn gave it; absent outside of containers")
        @Nullable String container,
    @WideOnly
        @Schema(
            description =
                "What made the container: docker, containerd, cri-o, podman, lxc, systemd-nspawn; absent where the name of"
                    + " its group does not say")
        @Nullable String containerRuntime,
    @WideOnly
        @Schema(
            description =
                "The uid of its Kubernetes pod (metadata.uid), not the name, which the kernel does not know; absent"
                    + " outside of pods")
        @Nullable String pod,
    @WideOnly @Schema(description = "Its unit of systemd: a service, a scope or a slice")
        @Nullable String unit) {

  public static PlaceView of(Attribution attribution) {
    return new PlaceView(
        attribution.containerId().orElse(null),
        attribution.runtime().orElse(null),
        attribution.podUid().orElse(null),
        attribution.unit().orElse(null));
  }
}
