package dev.vmascope.trend;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The samples of one process or group, oldest first, in few bytes. They go back about an hour; a
/// sample in which nothing has changed takes three bytes. Safe for any thread.
public final class SampleLog {
  private static final int CHUNK = 1 << 10;
  private static final int LARGEST_CHUNK = 1 << 13;
  private static final int MOST_CHUNKS = 1 << 13;

  /// Mostly one or two.
  private final Deque<DeltaChunk> chunks = new ArrayDeque<>(2);

  private boolean forgotten;

  /// Adds a sample. Kept samples that are not before it are dropped: the wall clock has been set
  /// back.
  public synchronized void add(Instant at, MeasureValues values) {
    TimedValues sample = new TimedValues(at.truncatedTo(ChronoUnit.MILLIS), values);
    while (!chunks.isEmpty() && !chunks.getLast().firstAt().isBefore(sample.at())) {
      chunks.removeLast();
    }
    if (!chunks.isEmpty() && !chunks.getLast().lastAt().isBefore(sample.at())) {
      List<TimedValues> earlier = new ArrayList<>();
      chunks.removeLast().addTo(earlier);
      earlier.removeIf(one -> !one.at().isBefore(sample.at()));
      earlier.forEach(this::append);
    }
    append(sample);
  }

  /// Writes all samples.
  public synchronized void write(StateWriter out) throws IOException {
    out.flag(forgotten);
    out.number(chunks.size());
    for (DeltaChunk chunk : chunks) {
      chunk.write(out);
    }
  }

  /// Reads the samples, into an empty log.
  public synchronized void read(StateReader in) throws IOException {
    forgotten = in.flag();
    int count = in.count(MOST_CHUNKS);
    for (int i = 0; i < count; i++) {
      chunks.addLast(DeltaChunk.read(in, LARGEST_CHUNK));
    }
  }

  private void append(TimedValues sample) {
    if (chunks.isEmpty() || chunks.getLast().bytes() >= CHUNK) {
      chunks.addLast(new DeltaChunk(sample));
    } else {
      chunks.getLast().add(sample);
    }
  }

  /// The samples from a time on.
  public List<TimedValues> since(Instant from) {
    return between(from, Instant.MAX);
  }

  /// The samples of a period, its ends included.
  public synchronized List<TimedValues> between(Instant from, Instant until) {
    List<TimedValues> samples = new ArrayList<>();
    for (DeltaChunk chunk : chunks) {
      if (!chunk.lastAt().isBefore(from)) {
        chunk.addTo(samples);
      }
    }
    samples.removeIf(sample -> sample.at().isBefore(from) || sample.at().isAfter(until));
    return samples;
  }

  /// The oldest sample that knows a measure; empty if none does.
  public synchronized Optional<TimedValues> firstWith(Measure measure) {
    for (DeltaChunk chunk : chunks) {
      if (chunk.first().values().value(measure).isPresent()) {
        return Optional.of(chunk.first());
      }
      List<TimedValues> samples = new ArrayList<>();
      chunk.addTo(samples);
      Optional<TimedValues> found =
          samples.stream().filter(sample -> sample.values().value(measure).isPresent()).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Drops older samples, in parts of some dozens.
  public synchronized void forgetBefore(Instant oldest) {
    while (!chunks.isEmpty() && chunks.getFirst().lastAt().isBefore(oldest)) {
      chunks.removeFirst();
    }
  }

  /// Drops the oldest part, to make room; the newest stays.
  ///
  /// @return the number of bytes freed; 0 if there is only the newest
  public synchronized int forgetOldest() {
    if (chunks.size() < 2) {
      return 0;
    }
    forgotten = true;
    return chunks.removeFirst().bytes();
  }

  /// Whether samples were dropped to make room, before their time.
  public synchronized boolean hasForgotten() {
    return forgotten;
  }

  /// The size in bytes, roughly.
  public synchronized int bytes() {
    int bytes = 0;
    for (DeltaChunk chunk : chunks) {
      bytes += chunk.bytes();
    }
    return bytes;
  }
}
