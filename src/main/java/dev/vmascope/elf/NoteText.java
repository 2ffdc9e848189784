package dev.vmascope.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The meanings of notes of the owner `GNU`, in words.
public final class NoteText {
  private static final List<String> SYSTEMS =
      List.of("Linux", "Hurd", "Solaris", "FreeBSD", "NetBSD");

  private static final int X86_FEATURES = 0xc0000002;
  private static final int AARCH64_FEATURES = 0xc0000000;
  private static final int X86_64 = 62;
  private static final int X86 = 3;
  private static final int AARCH64 = 183;

  private NoteText() {}

  /// The name of the type; an unknown one is printed as a number.
  public static String type(Note note) {
    if (note.owner().latin1().equals("stapsdt") && note.type() == 3) {
      return "NT_STAPSDT";
    }
    if (!note.owner().latin1().equals("GNU")) {
      return HeaderNames.number(note.type());
    }
    return switch ((int) note.type()) {
      case 1 -> "NT_GNU_ABI_TAG";
      case 2 -> "NT_GNU_HWCAP";
      case 3 -> "NT_GNU_BUILD_ID";
      case 4 -> "NT_GNU_GOLD_VERSION";
      case 5 -> "NT_GNU_PROPERTY_TYPE_0";
      default -> HeaderNames.number(note.type());
    };
  }

  /// The meaning of a note, where it is known: the oldest kernel, the protections of branches and
  /// returns.
  public static Optional<String> text(Note note, ElfHeader header) {
    ByteBuffer content =
        ByteBuffer.wrap(HexFormat.of().parseHex(note.content()))
            .order(header.layout().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (note.isGnu(Note.ABI_TAG)) {
      return abiTag(content);
    }
    return note.isGnu(Note.PROPERTY) ? properties(content, header) : Optional.empty();
  }

  private static Optional<String> abiTag(ByteBuffer content) {
    if (content.remaining() < 16) {
      return Optional.empty();
    }
    int system = content.getInt(0);
    return system < 0 || system >= SYSTEMS.size()
        ? Optional.empty()
        : Optional.of(
            SYSTEMS.get(system)
                + " "
                + Integer.toUnsignedString(content.getInt(4))
                + "."
                + Integer.toUnsignedString(content.getInt(8))
                + "."
                + Integer.toUnsignedString(content.getInt(12)));
  }

  private static Optional<String> properties(ByteBuffer content, ElfHeader header) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (content.limit() - at >= 8) {
      int type = content.getInt(at);
      long size = Integer.toUnsignedLong(content.getInt(at + 4));
      if (size > content.limit() - at - 8) {
        break;
      }
      if (size == 4) {
        words.addAll(features(type, content.getInt(at + 8), header.machine()));
      }
      int align = header.layout().wide() ? 8 : 4;
      at = (int) Math.min(content.limit(), (at + 8 + size + align - 1) / align * align);
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  private static List<String> features(int type, int bits, int machine) {
    if ((machine == X86_64 || machine == X86) && type == X86_FEATURES) {
      return named(bits, "IBT", "SHSTK");
    }
    return machine == AARCH64 && type == AARCH64_FEATURES ? named(bits, "BTI", "PAC") : List.of();
  }

  private static List<String> named(int bits, String... names) {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < names.length; bit++) {
      if ((bits & (1 << bit)) != 0) {
        words.add(names[bit]);
      }
    }
    return words;
  }
}
