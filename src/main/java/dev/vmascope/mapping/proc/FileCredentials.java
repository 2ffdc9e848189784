package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The user and the groups that decide on a thread's access to files. Sources:
/// `/proc/<pid>/status`; credentials(7).
///
/// @param user the file-system user id
/// @param group the file-system group id
/// @param groups the supplementary groups
/// @param overrides whether the thread may search any directory and read any file, whatever their
///   permissions
public record FileCredentials(long user, long group, Set<Long> groups, boolean overrides) {
  private static final int DAC_OVERRIDE = 1;
  private static final int DAC_READ_SEARCH = 2;

  /// The id shown for those without a number in the user namespace of the reader
  /// (`/proc/sys/kernel/overflowuid`).
  private static final long UNMAPPED = 65_534;

  private static final long UNSIGNED = 0xffff_ffffL;
  private static final int READ = 4;
  private static final int SEARCH = 1;

  public FileCredentials {
    groups = Set.copyOf(groups);
  }

  /// The credentials in a status file.
  ///
  /// @param inOwnNamespace whether the thread is in the user namespace of the reader: in another
  ///   one its capabilities do not apply to files of users of this one
  /// @throws MalformedException if a line is missing or malformed
  public static FileCredentials parse(byte[] file, boolean inOwnNamespace, String source) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    Capabilities capabilities = Capabilities.effective(text, source);
    return new FileCredentials(
        fileSystemId(text, "Uid", source),
        fileSystemId(text, "Gid", source),
        Arrays.stream(numbers(text, "Groups", source)).boxed().collect(Collectors.toSet()),
        inOwnNamespace && (capabilities.has(DAC_OVERRIDE) || capabilities.has(DAC_READ_SEARCH)));
  }

  /// The last of four ids: real, effective, saved, file system.
  private static long fileSystemId(String text, String key, String source) {
    long[] ids = numbers(text, key, source);
    if (ids.length != 4) {
      throw new MalformedException(source, 1, 1, "four ids in the line '" + key + ":'", text);
    }
    return ids[3];
  }

  private static long[] numbers(String text, String key, String source) {
    Optional<String> line =
        text.lines().filter(candidate -> candidate.startsWith(key + ":")).findFirst();
    String ids = line.map(found -> found.substring(key.length() + 1).strip()).orElse("-");
    try {
      return Arrays.stream(ids.split("\\s+", -1))
          .filter(id -> !id.isEmpty())
          .mapToLong(Integer::parseUnsignedInt)
          .map(id -> id & UNSIGNED)
          .toArray();
    } catch (NumberFormatException _) {
      throw new MalformedException(source, 1, 1, "a line '" + key + ":' with ids", text);
    }
  }

  /// Whether these may read a file.
  ///
  /// @param permissions the nine bits of its mode, or more
  public boolean mayRead(int permissions, long owner, long ownerGroup) {
    return may(READ, permissions, owner, ownerGroup);
  }

  /// Whether these may look names up in a directory.
  ///
  /// @param permissions the nine bits of its mode, or more
  public boolean maySearch(int permissions, long owner, long ownerGroup) {
    return may(SEARCH, permissions, owner, ownerGroup);
  }

  /// Whether a file belongs to this user for sure.
  public boolean owns(long owner) {
    return user == owner && user != UNMAPPED;
  }

  /// Whether an access control list of a file could change the answer.
  public boolean areSubjectToLists(long owner) {
    return !overrides && (user != owner || user == UNMAPPED);
  }

  /// The check of `generic_permission` (`fs/namei.c`). Two ids without a number may be the same or
  /// not: access is allowed only if it is in both cases.
  private boolean may(int what, int permissions, long owner, long ownerGroup) {
    boolean asOwner = ((permissions >> 6) & what) != 0;
    boolean asGroup = ((permissions >> 3) & what) != 0;
    boolean asOther = (permissions & what) != 0;
    if (overrides) {
      return true;
    }
    boolean inGroup = group == ownerGroup || groups.contains(ownerGroup);
    boolean maybeOwner = user == owner && user == UNMAPPED;
    boolean maybeInGroup = inGroup && ownerGroup == UNMAPPED && user != owner;
    if (maybeOwner || maybeInGroup) {
      return asOwner && asGroup && asOther;
    }
    if (user == owner) {
      return asOwner;
    }
    return inGroup ? asGroup : asOther;
  }
}
