package dev.vmascope.web;

import dev.vmascope.listing.EncodedRow;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.VmFlags;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/// Encodes mappings as JSON, one after another into the same buffer: byte for byte what the mapper
/// makes of [MappingView] and [SmapsView], in a fifth of the time. A listing may have 65,000 of
/// them, of which no two differ in much but digits. Strings that come from the kernel are escaped
/// by the library.
final class MappingJson implements SerializableString {
  private static final int LONGEST_NUMBER = 20;
  private static final byte[] HEX_DIGITS = ascii("0123456789abcdef");

  private static final byte[] START = ascii("{\"start\":\"0x");
  private static final byte[] END = ascii("\",\"end\":\"0x");
  private static final byte[] SIZE = ascii("\",\"sizeBytes\":");
  private static final byte[] PERMISSIONS = ascii(",\"permissions\":\"");
  private static final byte[] OFFSET = ascii("\",\"offset\":\"0x");
  private static final byte[] DEVICE = ascii("\",\"device\":\"");
  private static final byte[] INODE = ascii("\",\"inode\":\"");
  private static final byte[] KIND = ascii("\",\"kind\":\"");
  private static final byte[] CATEGORY = ascii("\",\"category\":\"");
  private static final byte[] CATEGORY_SOURCE = ascii("\",\"categorySource\":\"");
  private static final byte[] PATH = ascii("\",\"path\":\"");
  private static final byte[] PATH_BASE64 = ascii("\",\"pathBase64\":\"");
  private static final byte[] NAME = ascii("\",\"name\":\"");
  private static final byte[] DELETED = ascii(",\"deleted\":true");
  private static final byte[] NOT_DELETED = ascii(",\"deleted\":false");
  private static final byte[] USAGE = ascii(",\"usage\":{");
  private static final byte[] UNIQUE = ascii("\"uniqueBytes\":");
  private static final byte[] THP_ELIGIBLE = ascii("\"thpEligible\":");
  private static final byte[] PROTECTION_KEY = ascii("\"protectionKey\":");
  private static final byte[] VM_FLAGS = ascii("},\"vmFlags\":");
  private static final byte[] UNKNOWN_FIELDS = ascii(",\"unknownFields\":");

  private static final Map<MappingKind, byte[]> KINDS = words(MappingKind.class);
  private static final Map<MappingCategory, byte[]> CATEGORIES = words(MappingCategory.class);
  private static final Map<CategorySource, byte[]> SOURCES = words(CategorySource.class);
  private static final UsageField[] USAGE_FIELDS = UsageField.ALL.toArray(UsageField[]::new);
  private static final byte[][] USAGE_NAMES =
      UsageField.ALL.stream()
          .map(field -> ascii("\"" + field.field() + "\":"))
          .toArray(byte[][]::new);

  private final JsonMapper json;
  private final boolean withUsage;
  private final EncodedRow row = new EncodedRow(this);
  private byte[] bytes = new byte[4096];
  private int length;

  /// Neighbours often have the same.
  private @Nullable KernelText lastText;

  private byte[] lastTextEncoded = new byte[0];
  private Device lastDevice = Device.NONE;
  private byte[] lastDeviceEncoded = ascii(Device.NONE.toString());

  /// A parser gives the same object for the same flags.
  private final IdentityHashMap<VmFlags, byte[]> flagsEncoded = new IdentityHashMap<>();

  /// @param withUsage whether to encode what is in a [SmapsView], or in a [MappingView] only
  MappingJson(JsonMapper json, boolean withUsage) {
    this.json = json;
    this.withUsage = withUsage;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static <E extends Enum<E>> Map<E, byte[]> words(Class<E> type) {
    Map<E, byte[]> words = new EnumMap<>(type);
    for (E word : type.getEnumConstants()) {
      words.put(word, ascii(word.toString()));
    }
    return words;
  }

  /// Encodes a mapping. The row holds it until the next one is encoded.
  EncodedRow encode(ListedMapping listed) {
    length = 0;
    addMapping(listed);
    if (withUsage) {
      addUsage(listed.usage());
      addFlags(listed);
    }
    add('}');
    return row;
  }

  private void addMapping(ListedMapping listed) {
    Mapping mapping = listed.mapping();
    add(START);
    addHexadecimal(mapping.range().start());
    add(END);
    addHexadecimal(mapping.range().end());
    add(SIZE);
    addDecimal(mapping.sizeBytes());
    add(PERMISSIONS);
    addAscii(mapping.permissions().toString());
    add(OFFSET);
    addHexadecimal(mapping.offset());
    add(DEVICE);
    addDevice(mapping.device());
    add(INODE);
    addInode(mapping.inode());
    add(KIND);
    add(word(KINDS, listed.backing().kind()));
    add(CATEGORY);
    add(word(CATEGORIES, listed.category()));
    add(CATEGORY_SOURCE);
    add(word(SOURCES, listed.categorySource()));
    addBacking(listed.backing());
  }

  private void addBacking(Backing backing) {
    KernelText path = backing.path();
    if (path != null) {
      add(PATH);
      addText(path);
      if (!path.isUtf8()) {
        add(PATH_BASE64);
        add(Base64.getEncoder().encode(path.bytes()));
      }
    }
    KernelText name = backing.name();
    if (name != null) {
      add(NAME);
      addText(name);
    }
    add('"');
    if (path != null) {
      add(backing.deleted() ? DELETED : NOT_DELETED);
    }
  }

  private void addUsage(Usage usage) {
    add(USAGE);
    int begin = length;
    for (int i = 0; i < USAGE_FIELDS.length; i++) {
      UsageField field = USAGE_FIELDS[i];
      if (usage.knows(field)) {
        addField(begin, USAGE_NAMES[i], usage.get(field));
      }
      if (field == UsageField.PROPORTIONAL && usage.uniqueBytes().isPresent()) {
        addField(begin, UNIQUE, usage.uniqueBytes().getAsLong());
      }
    }
    if (usage.thpEligible().isPresent()) {
      addName(begin, THP_ELIGIBLE);
      addAscii(usage.thpEligible().get().toString());
    }
    if (usage.protectionKey().isPresent()) {
      addField(begin, PROTECTION_KEY, usage.protectionKey().getAsInt());
    }
  }

  private void addField(int begin, byte[] name, long value) {
    addName(begin, name);
    addDecimal(value);
  }

  private void addName(int begin, byte[] name) {
    if (length > begin) {
      add(',');
    }
    add(name);
  }

  private void addFlags(ListedMapping listed) {
    VmFlags flags = listed.entry().flags().orElse(null);
    if (flags == null) {
      add('}');
    } else {
      add(VM_FLAGS);
      add(flagsEncoded.computeIfAbsent(flags, one -> json.writeValueAsBytes(one.words())));
    }
    Map<String, String> unknown = listed.entry().unknownFields();
    if (!unknown.isEmpty()) {
      add(UNKNOWN_FIELDS);
      add(json.writeValueAsBytes(unknown));
    }
  }

  private static <E extends Enum<E>> byte[] word(Map<E, byte[]> words, E constant) {
    byte[] word = words.get(constant);
    if (word == null) {
      throw new IllegalStateException("no word for " + constant);
    }
    return word;
  }

  private void addText(KernelText text) {
    if (!text.equals(lastText)) {
      lastText = text;
      lastTextEncoded = JsonStringEncoder.getInstance().quoteAsUTF8(text.text());
    }
    add(lastTextEncoded);
  }

  private void addDevice(Device device) {
    if (!device.equals(lastDevice)) {
      lastDevice = device;
      lastDeviceEncoded = ascii(device.toString());
    }
    add(lastDeviceEncoded);
  }

  private void addInode(long inode) {
    if (inode >= 0) {
      addDecimal(inode);
    } else {
      addAscii(Long.toUnsignedString(inode));
    }
  }

  private void addHexadecimal(long value) {
    ensure(LONGEST_NUMBER);
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    byte[] target = bytes;
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      target[at] = HEX_DIGITS[(int) rest & 0xf];
      rest >>>= 4;
    }
    length += digits;
  }

  /// @param value not negative
  private void addDecimal(long value) {
    ensure(LONGEST_NUMBER);
    byte[] target = bytes;
    int at = length;
    if (value < 10) {
      target[at] = (byte) ('0' + value);
      length = at + 1;
      return;
    }
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    int place = at + digits;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      target[--place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    while (place > at) {
      // A tenth of 31 bits by multiplication: the simple compiler divides.
      long tenth = (rest * 0xcccccccdL) >>> 35;
      target[--place] = (byte) ('0' + (rest - 10 * tenth));
      rest = tenth;
    }
    length = at + digits;
  }

  private void addAscii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
  }

  private void add(char one) {
    ensure(1);
    bytes[length++] = (byte) one;
  }

  private void add(byte[] more) {
    int count = more.length;
    ensure(count);
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  @Override
  public String getValue() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public int charLength() {
    return getValue().length();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (buffer.length - offset < length) {
      return -1;
    }
    System.arraycopy(bytes, 0, buffer, offset, length);
    return length;
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    return length;
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    if (buffer.remaining() < length) {
      return -1;
    }
    buffer.put(bytes, 0, length);
    return length;
  }

  /// It is JSON, not the content of a string of JSON.
  private static UnsupportedOperationException notAString() {
    return new UnsupportedOperationException("a row is written raw");
  }

  @Override
  public char[] asQuotedChars() {
    throw notAString();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw notAString();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw notAString();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    throw notAString();
  }
}
