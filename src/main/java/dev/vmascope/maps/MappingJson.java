package dev.vmascope.maps;

import static dev.vmascope.http.format.JsonBytes.ascii;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.JsonBytes;
import dev.vmascope.http.format.RawJsonRow;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/// A JSON encoder of mappings into one reused buffer. Its output is byte for byte that of the
/// mapper for [MappingView] and [SmapsView], in a fifth of the time. A listing may have 65,000
/// mappings, most of which differ in digits only. Strings from the kernel are escaped by the
/// library.
public final class MappingJson {
  private static final byte[] START = ascii("{\"start\":\"0x");
  private static final byte[] END = ascii("\",\"end\":\"0x");
  private static final byte[] SIZE = ascii("\",\"sizeBytes\":");
  private static final byte[] HIDDEN_SIZE = ascii("{\"sizeBytes\":");
  private static final byte[] ORDINAL = ascii(",\"ordinal\":");
  private static final byte[] GAP_BELOW = ascii(",\"gapBelowBytes\":");
  private static final byte[] PERMISSIONS = ascii(",\"permissions\":\"");
  private static final byte[] OFFSET = ascii("\",\"offset\":\"0x");
  private static final byte[] DEVICE = ascii("\",\"device\":\"");
  private static final byte[] INODE = ascii("\",\"inode\":\"");
  private static final byte[] NO_OBJECT =
      ascii("\",\"offset\":\"0x0\",\"device\":\"" + Device.NONE + "\",\"inode\":\"0");
  private static final byte[] PATH = ascii(",\"path\":\"");
  private static final byte[] PATH_BASE64 = ascii("\",\"pathBase64\":\"");
  private static final byte[] NAME = ascii(",\"name\":\"");
  private static final byte[] DELETED = ascii(",\"deleted\":true");
  private static final byte[] NOT_DELETED = ascii(",\"deleted\":false");
  private static final byte[] USAGE = ascii(",\"usage\":{");
  private static final byte[] UNIQUE = ascii("\"uniqueBytes\":");
  private static final byte[] THP_ELIGIBLE = ascii("\"thpEligible\":");
  private static final byte[] PROTECTION_KEY = ascii("\"protectionKey\":");
  private static final byte[] VM_FLAGS = ascii("},\"vmFlags\":");
  private static final byte[] UNKNOWN_FIELDS = ascii(",\"unknownFields\":");

  private static final UsageField[] USAGE_FIELDS = UsageField.ALL.toArray(UsageField[]::new);
  private static final byte[][] USAGE_NAMES =
      UsageField.ALL.stream()
          .map(field -> ascii("\"" + field.field() + "\":"))
          .toArray(byte[][]::new);

  /// The buffer space for everything in a mapping except its texts, or for its usage.
  private static final int ROOM =
      Arrays.stream(USAGE_NAMES)
          .mapToInt(name -> name.length + JsonBytes.LONGEST_NUMBER + 1)
          .reduce(1024, Integer::sum);

  /// The encoded fields of a kind and a category.
  private static final class EncodedKind {
    private final MappingKind kind;
    private final MappingCategory category;
    private final CategorySource source;
    private final byte[] encoded;

    EncodedKind(ClassifiedMapping listed) {
      kind = listed.backing().kind();
      category = listed.category();
      source = listed.categorySource();
      encoded =
          ascii(
              "\",\"kind\":\""
                  + kind
                  + "\",\"category\":\""
                  + category
                  + "\",\"categorySource\":\""
                  + source
                  + '"');
    }

    boolean is(ClassifiedMapping listed) {
      return category == listed.category()
          && kind == listed.backing().kind()
          && source == listed.categorySource();
    }
  }

  private final JsonMapper json;
  private final boolean withUsage;
  private final JsonBytes out = new JsonBytes();
  private final RawJsonRow row = new RawJsonRow(out);

  /// The encoded kinds: of the many combinations a process has about a dozen.
  private final List<EncodedKind> kinds = new ArrayList<>();

  /// The last text: neighbouring mappings often have the same.
  private @Nullable RawText lastText;

  private byte[] lastTextEncoded = new byte[0];
  private Device lastDevice = Device.NONE;
  private byte[] lastDeviceEncoded = ascii(Device.NONE.toString());

  /// The encoded flags: a parser returns the same object for the same flags.
  private final IdentityHashMap<VmFlags, byte[]> flagsEncoded = new IdentityHashMap<>();

  /// @param withUsage whether to encode a [SmapsView], or a [MappingView] only
  public MappingJson(JsonMapper json, boolean withUsage) {
    this.json = json;
    this.withUsage = withUsage;
  }

  /// Encodes a mapping. The row is valid until the next one is encoded.
  ///
  /// @param place the position in place of its addresses, for callers who may not see them; `null`
  ///   for the others
  public RawJsonRow encode(ClassifiedMapping listed, @Nullable HiddenAddress place) {
    out.clear();
    out.ensure(ROOM);
    addMapping(listed, place);
    if (withUsage) {
      out.ensure(ROOM);
      addUsage(listed.usage(), place == null);
      addFlags(listed, place == null);
    }
    out.add('}');
    return row;
  }

  private void addMapping(ClassifiedMapping listed, @Nullable HiddenAddress place) {
    Mapping mapping = listed.mapping();
    if (place == null) {
      out.add(START);
      out.addHexadecimal(mapping.range().start());
      out.add(END);
      out.addHexadecimal(mapping.range().end());
      out.add(SIZE);
    } else {
      out.add(HIDDEN_SIZE);
    }
    out.addDecimal(mapping.sizeBytes());
    out.add(PERMISSIONS);
    out.addAscii(mapping.permissions().toString());
    if (mapping.offset() == 0 && mapping.inode() == 0 && mapping.device().none()) {
      out.add(NO_OBJECT);
    } else {
      if (place == null || HiddenAddress.showsOffset(listed)) {
        out.add(OFFSET);
        out.addHexadecimal(mapping.offset());
      }
      out.add(DEVICE);
      addDevice(mapping.device());
      out.add(INODE);
      out.addDecimal(mapping.inode());
    }
    out.add(kind(listed));
    addBacking(listed.backing());
    if (place != null) {
      out.add(ORDINAL);
      out.addDecimal(place.ordinal());
      if (place.gapBelowBytes().isPresent()) {
        out.add(GAP_BELOW);
        out.addDecimal(place.gapBelowBytes().getAsLong());
      }
    }
  }

  private byte[] kind(ClassifiedMapping listed) {
    for (EncodedKind known : kinds) {
      if (known.is(listed)) {
        return known.encoded;
      }
    }
    EncodedKind one = new EncodedKind(listed);
    kinds.add(one);
    return one.encoded;
  }

  private void addBacking(Backing backing) {
    RawText path = backing.path();
    if (path != null) {
      addText(PATH, path);
      if (!path.isUtf8()) {
        byte[] raw = Base64.getEncoder().encode(path.bytes());
        out.ensure(raw.length + ROOM);
        out.add(PATH_BASE64);
        out.add(raw);
      }
      out.add('"');
    }
    RawText name = backing.name();
    if (name != null) {
      addText(NAME, name);
      out.add('"');
    }
    if (path != null) {
      out.add(backing.deleted() ? DELETED : NOT_DELETED);
    }
  }

  private void addText(byte[] field, RawText text) {
    if (!text.equals(lastText)) {
      lastText = text;
      lastTextEncoded = JsonStringEncoder.getInstance().quoteAsUTF8(text.text());
    }
    out.add(field);
    out.ensure(lastTextEncoded.length + ROOM);
    out.add(lastTextEncoded);
  }

  private void addDevice(Device device) {
    if (!device.equals(lastDevice)) {
      lastDevice = device;
      lastDeviceEncoded = ascii(device.toString());
    }
    out.add(lastDeviceEncoded);
  }

  private void addUsage(Usage usage, boolean addresses) {
    out.add(USAGE);
    int begin = out.length();
    for (int i = 0; i < USAGE_FIELDS.length; i++) {
      UsageField field = USAGE_FIELDS[i];
      if (usage.knows(field) && (addresses || !field.tellsAlignment())) {
        addField(begin, USAGE_NAMES[i], usage.get(field));
      }
      if (field == UsageField.PROPORTIONAL && usage.uniqueBytes().isPresent()) {
        addField(begin, UNIQUE, usage.uniqueBytes().getAsLong());
      }
    }
    if (addresses && usage.thpEligible().isPresent()) {
      addName(begin, THP_ELIGIBLE);
      out.addAscii(usage.thpEligible().get().toString());
    }
    if (usage.protectionKey().isPresent()) {
      addField(begin, PROTECTION_KEY, usage.protectionKey().getAsInt());
    }
  }

  private void addField(int begin, byte[] name, long value) {
    addName(begin, name);
    out.addDecimal(value);
  }

  private void addName(int begin, byte[] name) {
    if (out.length() > begin) {
      out.add(',');
    }
    out.add(name);
  }

  private void addFlags(ClassifiedMapping listed, boolean withUnknown) {
    VmFlags flags = listed.entry().flags().orElse(null);
    if (flags == null) {
      out.add('}');
    } else {
      addValue(
          VM_FLAGS,
          flagsEncoded.computeIfAbsent(flags, one -> json.writeValueAsBytes(one.words())));
    }
    Map<String, String> unknown = withUnknown ? listed.entry().unknownFields() : Map.of();
    if (!unknown.isEmpty()) {
      addValue(UNKNOWN_FIELDS, json.writeValueAsBytes(unknown));
    }
  }

  private void addValue(byte[] field, byte[] value) {
    out.ensure(field.length + value.length + 1);
    out.add(field);
    out.add(value);
  }
}
