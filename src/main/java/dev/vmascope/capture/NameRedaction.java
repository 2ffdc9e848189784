package dev.vmascope.capture;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The replacement of names that people and programs choose. In place of a name stands `~` and
/// eight digits of a keyed digest, so equal names stay equal. The first rule that fits decides: see
/// [#path] and [#bracketed]. Texts have one character per byte.
final class NameRedaction {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String DELETED = " (deleted)";
  private static final String UNREACHABLE = "(unreachable)";
  private static final String STATISTICS = "hsperfdata_";

  /// The number of names that are kept with their replacement, as most stand in several lines.
  private static final int KNOWN = 1024;

  /// Where packages are installed.
  private static final Pattern INSTALLED =
      Pattern.compile("(?s)/(?:usr|lib|lib32|lib64|libx32|opt|bin|sbin)/.*");

  /// Names that the kernel gives to memory and to devices.
  private static final Pattern OF_KERNEL =
      Pattern.compile(
          "/dev/zero|/anon_hugepage|/SYSV[0-9a-f]{8}|/\\[aio]|/secretmem|/drm mm object|/i915"
              + "|anon_inode:\\[?[a-z0-9._-]{1,40}]?|socket:\\[\\d{1,20}]");

  private static final Pattern DEVICE =
      Pattern.compile("(?s)/dev/(?!shm/|hugepages|ashmem/|mapper/).*");

  private static final Pattern KERNEL_AREA = Pattern.compile("\\[[a-z_]{1,20}(?::\\d{1,10})?]");

  /// Names that C libraries and run-time systems give to memory, by which its category is known.
  private static final Pattern OF_RUNTIME =
      Pattern.compile(" (?:glibc|Go): [a-z0-9: ]{1,40}|stack_and_tls:[a-z0-9_]{1,16}");

  private static final List<String> NAMED = List.of("/memfd:", "/dmabuf:");

  /// Names by which a Java virtual machine and .NET are recognized.
  private static final Set<String> PUBLIC =
      Set.of("server", "libjvm.so", "java_heap", "doublemapper");

  /// The folders whose subfolders are named after people.
  private static final List<String> HOMES = List.of("home", "root", "Users");

  private static final Pattern EXTENSION =
      Pattern.compile("(?s)\\A.+?(\\.so(?:\\.\\d{1,6}){0,4}|\\.[A-Za-z][A-Za-z0-9]{0,5})");

  /// Groups that systemd and container runtimes name, by numbers alone.
  private static final Pattern GROUP =
      Pattern.compile(
          "|\\.\\.|init\\.scope|(?:system|user|machine|init)\\.slice|user-\\d{1,10}\\.slice|user@\\d{1,10}\\.service"
              + "|session-[a-z]?\\d{1,10}\\.scope|docker|besteffort|burstable|guaranteed|pod[0-9a-f-]{8,64}"
              + "|kubepods(?:-besteffort|-burstable)?(?:-pod[0-9a-f_]{8,64})?(?:\\.slice)?"
              + "|(?:docker-|cri-containerd-|crio-|libpod-)?[0-9a-f]{64}(?:\\.scope)?");

  private static final Pattern UNIT =
      Pattern.compile("(?s)\\A.+(\\.(?:slice|scope|service|mount|socket))");

  private static final Pattern NUMA_ESCAPE = Pattern.compile("\\\\(011|012|040|075)");
  private static final Pattern NUMA_ESCAPED = Pattern.compile("[\t\n =]");

  private final Mac digest;
  private final Map<String, String> known = new LinkedHashMap<>();

  /// @param key random, and new for each capture
  NameRedaction(byte[] key) {
    try {
      digest = Mac.getInstance(ALGORITHM);
      digest.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /// A name in `maps` and `smaps`, in which a newline is escaped.
  String inMaps(String printed) {
    return known(printed, name -> mapping(name.replace("\\012", "\n")).replace("\n", "\\012"));
  }

  /// A name in `numa_maps`, in which more is escaped.
  String inNumaMaps(String printed) {
    String plain = NUMA_ESCAPE.matcher(printed).replaceAll(NameRedaction::unescaped);
    return NUMA_ESCAPED.matcher(mapping(plain)).replaceAll(NameRedaction::escaped);
  }

  private static String unescaped(MatchResult escape) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8)));
  }

  private static String escaped(MatchResult one) {
    return Matcher.quoteReplacement("\\%03o".formatted((int) one.group().charAt(0)));
  }

  /// The name of a process or a machine.
  String word(String name) {
    return "~" + hash(name);
  }

  /// The path of a control group.
  String group(String path) {
    boolean deleted = path.endsWith(DELETED);
    String plain = deleted ? path.substring(0, path.length() - DELETED.length()) : path;
    String redacted =
        Arrays.stream(plain.split("/", -1))
            .map(element -> GROUP.matcher(element).matches() ? element : hashed(element, UNIT))
            .collect(Collectors.joining("/"));
    return redacted + (deleted ? DELETED : "");
  }

  private String mapping(String name) {
    if (name.isEmpty()) {
      return name;
    }
    if (name.startsWith("[")) {
      return bracketed(name);
    }
    boolean deleted = name.endsWith(DELETED);
    String plain = deleted ? name.substring(0, name.length() - DELETED.length()) : name;
    return path(plain) + (deleted ? DELETED : "");
  }

  /// Areas of the kernel and names of run-time systems stay, other names of memory do not.
  private String bracketed(String name) {
    if (KERNEL_AREA.matcher(name).matches()) {
      return name;
    }
    if (!name.endsWith("]")) {
      return "[" + word(name) + "]";
    }
    int colon = name.indexOf(':');
    boolean anonymous = name.startsWith("[anon:") || name.startsWith("[anon_shmem:");
    String before = anonymous ? name.substring(0, colon + 1) : "[";
    String inside = name.substring(before.length(), name.length() - 1);
    return OF_RUNTIME.matcher(inside).matches() ? name : before + word(inside) + "]";
  }

  /// What is installed, devices and names of the kernel stay. Of other paths two folders stay (one,
  /// if its subfolders are named after people), and the extension.
  private String path(String path) {
    if (path.startsWith(UNREACHABLE)) {
      return UNREACHABLE + path(path.substring(UNREACHABLE.length()));
    }
    if (INSTALLED.matcher(path).matches()
        || DEVICE.matcher(path).matches()
        || OF_KERNEL.matcher(path).matches()) {
      return path;
    }
    for (String beginning : NAMED) {
      if (path.startsWith(beginning)) {
        return beginning + hashed(path.substring(beginning.length()), EXTENSION);
      }
    }
    return folders(path.split("/", -1));
  }

  private String folders(String[] elements) {
    StringBuilder out = new StringBuilder();
    int seen = 0;
    int kept = 2;
    for (int i = 0; i < elements.length; i++) {
      String element = elements[i];
      out.append(i == 0 ? "" : "/");
      if (element.isEmpty()) {
        continue;
      }
      if (seen == 0 && HOMES.contains(element)) {
        kept = 1;
      }
      boolean file = i == elements.length - 1;
      if (element.startsWith(STATISTICS)) {
        out.append(STATISTICS).append(word(element.substring(STATISTICS.length())));
      } else if ((seen < kept && !file) || PUBLIC.contains(element)) {
        out.append(element);
      } else {
        out.append(file ? hashed(element, EXTENSION) : word(element));
      }
      seen++;
    }
    return out.toString();
  }

  /// A replacement that keeps the ending.
  private String hashed(String element, Pattern ending) {
    if (PUBLIC.contains(element)) {
      return element;
    }
    Matcher matcher = ending.matcher(element);
    return word(element) + (matcher.matches() ? matcher.group(1) : "");
  }

  private String hash(String name) {
    byte[] bytes = digest.doFinal(name.getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().formatHex(bytes, 0, 4);
  }

  private String known(String printed, UnaryOperator<String> redaction) {
    String replacement = known.get(printed);
    if (replacement == null) {
      replacement = redaction.apply(printed);
      if (known.size() == KNOWN) {
        known.clear();
      }
      known.put(printed, replacement);
    }
    return replacement;
  }
}
