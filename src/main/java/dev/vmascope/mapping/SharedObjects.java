package dev.vmascope.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The objects that processes map, gathered from their listings one after another; a bounded number
/// of them.
public final class SharedObjects {
  private static final int MOST = 20_000;

  /// Of all objects together: parts that are mapped, and processes that map them.
  private static final int MOST_DETAILS = 100_000;

  private final Map<SharedObject.Key, SharedObject> objects = new LinkedHashMap<>();
  private int details;
  private boolean complete = true;

  /// Takes one more mapping of a process; the mappings of one come one after another.
  ///
  /// @param ipcNamespace of the process; empty if it is not known
  public void add(int pid, String ipcNamespace, ListedMapping listed) {
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
    SharedObject.Key key =
        new SharedObject.Key(
            kind, mapping.device(), mapping.inode(), kind == MappingKind.SYSV ? ipcNamespace : "");
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

  /// All of them.
  public List<SharedObject> all() {
    return new ArrayList<>(objects.values());
  }

  /// Whether there was room for all.
  public boolean complete() {
    return complete;
  }
}
