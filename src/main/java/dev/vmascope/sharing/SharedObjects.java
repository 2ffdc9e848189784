package dev.vmascope.sharing;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The objects that processes map, gathered from their listings; their number is bounded.
public final class SharedObjects {
  private static final int MOST = 20_000;

  /// The limit for all objects together: mapped parts, and processes that map them.
  private static final int MOST_DETAILS = 100_000;

  private final Map<SharedObject.Key, SharedObject> objects = new LinkedHashMap<>();
  private final LayeredFiles layered = new LayeredFiles(MOST);
  private int details;
  private boolean complete = true;

  /// Adds a mapping of a process whose device and inode identify the object; the mappings of one
  /// process come one after another.
  ///
  /// @param ipcNamespace the IPC namespace of the process; empty if it is not known
  public void add(int pid, String ipcNamespace, ClassifiedMapping listed) {
    add(pid, ipcNamespace, listed, new FileEvidence.Numbers());
  }

  /// Adds a mapping whose device and inode may not identify the object.
  ///
  /// @param evidence the evidence that distinguishes the file from others
  public void add(int pid, String ipcNamespace, ClassifiedMapping listed, FileEvidence evidence) {
    MappingKind kind = listed.backing().kind();
    Mapping mapping = listed.mapping();
    boolean shared =
        switch (kind) {
          case FILE, MEMFD, SYSV, SHARED_ANONYMOUS, HUGETLB ->
              mapping.inode() != 0 || kind == MappingKind.SYSV;
          case HEAP, STACK, ANONYMOUS, DEVICE, ANON_INODE, KERNEL, OTHER -> false;
        };
    if (!shared) {
      return;
    }
    SharedObject.Key key = key(listed, kind == MappingKind.SYSV ? ipcNamespace : "", evidence);
    SharedObject object = objects.get(key);
    if (object == null) {
      if (objects.size() == MOST) {
        complete = false;
        return;
      }
      object = new SharedObject(key, listed.backing());
      objects.put(key, object);
    }
    details += object.add(pid, mapping, details < MOST_DETAILS);
  }

  private SharedObject.Key key(ClassifiedMapping listed, String namespace, FileEvidence evidence) {
    SharedObject.Key plain =
        new SharedObject.Key(
            listed.backing().kind(),
            listed.mapping().device(),
            listed.mapping().inode(),
            namespace,
            FileIdentity.OF_NUMBERS);
    return switch (evidence) {
      case FileEvidence.Numbers() -> plain;
      case FileEvidence.Subvolume(Device device, long inode, long subvolume) ->
          plain.of(
              FileIdentity.Basis.MAP_FILES,
              device + " " + Long.toUnsignedString(inode) + " " + Long.toUnsignedString(subvolume));
      case FileEvidence.Layered file -> layered.key(plain, file);
      case FileEvidence.Path(String path) -> plain.of(FileIdentity.Basis.PATH, path);
    };
  }

  /// All of them.
  public List<SharedObject> all() {
    return new ArrayList<>(objects.values());
  }

  /// Whether there was room for all.
  public boolean complete() {
    return complete;
  }
}
