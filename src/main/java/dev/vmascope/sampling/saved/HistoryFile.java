package dev.vmascope.sampling.saved;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.storage.FileStore;
import dev.vmascope.storage.NoStorage;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.Storage;
import dev.vmascope.trend.GrowthSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The file with the histories of all processes. It is read at the start, and written every five
/// minutes and at the end. A file that is damaged, or of another boot, version or configuration, is
/// ignored.
@Component
public final class HistoryFile {
  /// The name of the feature that histories are kept.
  public static final String FEATURE = "saved-history";

  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  /// The size of what is not a history of a process: head, control groups, checksum.
  private static final int HEAD_BYTES = (1 << 16) + (1 << 19);

  private final Optional<FileStore> store;
  private final Optional<String> noStore;
  private final Optional<String> bootId;
  private Instant saved = Instant.EPOCH;
  private Thread writing = new Thread();
  private volatile Optional<String> failure = Optional.empty();
  private volatile Optional<String> ignored = Optional.empty();

  @Autowired
  HistoryFile(Storage storage, ProcFs procFs) {
    this(storage, procFs.host().bootId());
  }

  HistoryFile(Storage storage, Optional<String> bootId) {
    store =
        switch (storage) {
          case FileStore files -> Optional.of(files);
          case NoStorage _ -> Optional.empty();
        };
    noStore = storage instanceof NoStorage none ? Optional.of(none.reason()) : Optional.empty();
    this.bootId = bootId;
  }

  /// The reason why histories are not kept for the next start; empty if they are: there is storage,
  /// and the last save succeeded.
  public Optional<String> absence() {
    return bootId.isEmpty() ? Optional.of("the boot is unknown") : noStore.or(() -> failure);
  }

  /// The reason why the file of the last start was ignored; empty if it was continued, or missing.
  public Optional<String> ignored() {
    return ignored;
  }

  /// The saved histories; none if there is no file of use.
  ///
  /// @param memory the memory for histories, in bytes
  public SavedHistory restore(GrowthSettings settings, long memory) {
    if (store.isEmpty() || bootId.isEmpty()) {
      return SavedHistory.NONE;
    }
    try {
      Optional<byte[]> file = store.get().read(Slot.HISTORY, mostBytes(memory));
      if (file.isEmpty()) {
        return SavedHistory.NONE;
      }
      SavedHistory history = new HistoryFormat(bootId.get(), settings).decode(file.get(), memory);
      LOG.info(
          "Histories of {} processes were saved; those that still run are continued",
          history.processes().size());
      return history;
    } catch (IOException | RuntimeException e) {
      // The checksum does not protect from a file that was written wrong.
      LOG.warn("The saved histories are ignored: {}", e.getMessage());
      ignored =
          Optional.of(e instanceof IOException ? String.valueOf(e.getMessage()) : "it is damaged");
      return SavedHistory.NONE;
    }
  }

  /// Whether the last save, or the first question, is long enough ago.
  public boolean isDue(Instant now) {
    if (saved.equals(Instant.EPOCH)) {
      saved = now;
    }
    return now.isAfter(saved.plus(EVERY)) || now.isBefore(saved);
  }

  /// Saves histories: encodes them at once, and writes them in a thread of its own, since a disk
  /// may hang. Nothing is saved while an earlier save is written.
  ///
  /// @param memory the memory for histories, in bytes
  public void save(SavedHistory history, GrowthSettings settings, long memory, Instant now) {
    if (store.isEmpty() || bootId.isEmpty() || writing.isAlive()) {
      return;
    }
    saved = now;
    FileStore files = store.get();
    ByteArrayOutputStream encoded = new HistoryFormat(bootId.get(), settings).encode(history);
    writing =
        Thread.ofPlatform()
            .daemon()
            .name("history")
            .start(() -> write(files, encoded, mostBytes(memory)));
  }

  private void write(FileStore files, ByteArrayOutputStream encoded, int mostBytes) {
    try {
      files.store(Slot.HISTORY, mostBytes, encoded::writeTo);
      failure = Optional.empty();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!failure.equals(Optional.of(reason))) {
        LOG.warn("Histories cannot be saved in {}: {}", files.folder(), reason);
      }
      failure = Optional.of(reason);
    }
  }

  /// Waits until a save is written, for some seconds at most.
  public void finish() {
    try {
      if (writing.isAlive() && !writing.join(LONGEST_END)) {
        LOG.warn("The disk does not take the histories in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int mostBytes(long memory) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, memory + HEAD_BYTES));
  }
}
