package dev.vmascope.process;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.Namespace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The namespaces of a process by the kernel's identifiers. Two processes share a namespace if the
/// texts are equal.
record NamespacesView(
    @Schema(example = "cgroup:[4026531835]") @Nullable String cgroup,
    @Nullable String ipc,
    @Nullable String mnt,
    @Nullable String net,
    @Nullable String pid,
    @Nullable String time,
    @Nullable String user,
    @Nullable String uts) {

  static NamespacesView of(Map<Namespace, RawText> namespaces) {
    return new NamespacesView(
        text(namespaces, Namespace.CGROUP),
        text(namespaces, Namespace.IPC),
        text(namespaces, Namespace.MNT),
        text(namespaces, Namespace.NET),
        text(namespaces, Namespace.PID),
        text(namespaces, Namespace.TIME),
        text(namespaces, Namespace.USER),
        text(namespaces, Namespace.UTS));
  }

  private static @Nullable String text(Map<Namespace, RawText> namespaces, Namespace kind) {
    RawText name = namespaces.get(kind);
    return name == null ? null : name.text();
  }
}
