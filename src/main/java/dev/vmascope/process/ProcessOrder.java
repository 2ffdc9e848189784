package dev.vmascope.process;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.SortOrder;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.sampling.ProcessSample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// An order of processes by a numeric field. Those without a value come last, ties by pid. A cursor
/// holds the value and the pid of the last row, so it stays valid while processes come and go
/// between pages.
final class ProcessOrder implements Comparator<ProcessSample> {
  private static final Map<String, Function<ProcessSample, OptionalLong>> FIELDS = fields();

  /// The sort key of a process.
  private record Key(OptionalLong value, int pid) {
    static Key parse(String cursor) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        String[] parts = plain.split(" ", -1);
        if (parts.length == 2) {
          OptionalLong value =
              parts[0].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[0]));
          return new Key(value, Integer.parseInt(parts[1]));
        }
      } catch (IllegalArgumentException _) {
        // Falls through to the complaint.
      }
      throw Parameters.noCursor();
    }

    /// The cursor of the page that ends with this process.
    @Override
    public String toString() {
      String number = value.isPresent() ? Long.toString(value.getAsLong()) : "";
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((number + " " + pid).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private final Function<ProcessSample, OptionalLong> field;
  private final Comparator<Key> order;

  private ProcessOrder(SortOrder<Function<ProcessSample, OptionalLong>> sort) {
    field = sort.field();
    order = Comparator.comparing(Key::value, sort.values()).thenComparingInt(Key::pid);
  }

  private static Map<String, Function<ProcessSample, OptionalLong>> fields() {
    Map<String, Function<ProcessSample, OptionalLong>> fields = new LinkedHashMap<>();
    for (ProcessSize size : ProcessSize.ALL) {
      fields.put(size.field(), process -> process.sizes().bytes(size));
    }
    fields.put("pid", process -> OptionalLong.of(process.pid()));
    fields.put("parent", process -> ofStat(process, ProcessStat::parent));
    fields.put("threads", process -> ofStat(process, ProcessStat::threads));
    fields.put("startTicks", process -> ofStat(process, ProcessStat::startTicks));
    fields.put("uid", process -> process.reading().user());
    return fields;
  }

  private static OptionalLong ofStat(ProcessSample process, ToLongFunction<ProcessStat> field) {
    return process.reading().hasStat()
        ? OptionalLong.of(field.applyAsLong(process.reading().stat()))
        : OptionalLong.empty();
  }

  /// @param sort the parameter: `field`, `field,asc` or `field,desc`
  static ProcessOrder parse(@Nullable String sort) {
    return new ProcessOrder(SortOrder.parse(sort == null ? "residentBytes,desc" : sort, FIELDS));
  }

  @Override
  public int compare(ProcessSample one, ProcessSample other) {
    return order.compare(key(one), key(other));
  }

  private Key key(ProcessSample process) {
    return new Key(field.apply(process), process.pid());
  }

  /// The requested page of the processes in this order.
  Page<ProcessSample> page(List<ProcessSample> sorted, PageQuery pages) {
    return pages.of(sorted, this::key, Key::parse, order);
  }
}
