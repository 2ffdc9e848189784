package dev.vmascope.trend;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The floors of a measure with a limit, and the time until they reach it.
///
/// Like a leak, the floors of twelve blocks must rise steadily, by enough, and to the end
/// ([Trend]): a sixth of the leak window, or all of it. Used by one thread.
public final class LimitForecast {
  private static final long LEAST_BYTES = 1 << 20;
  private static final int BLOCKS_OF_WINDOW = GrowthSettings.LEAK_FLOORS / Trend.FLOORS;

  private final GrowthSettings settings;
  private final BlockMinima floors;
  private double slope;

  /// A forecast without any sample.
  public LimitForecast(GrowthSettings settings) {
    this.settings = settings;
    floors = new BlockMinima(settings.shortFloor(), GrowthSettings.LEAK_FLOORS);
  }

  /// Adds a sample, in bytes.
  public void note(Instant at, long bytes) {
    if (floors.add(at, bytes)) {
      slope = steepest();
    } else if (floors.count() == 0) {
      slope = 0;
    }
  }

  /// Writes all that later forecasts need.
  public void write(StateWriter out) throws IOException {
    floors.write(out);
  }

  /// The forecast as it was written. A break of up to a twelfth of the leak window does not end its
  /// floors.
  public static LimitForecast read(StateReader in, GrowthSettings settings) throws IOException {
    LimitForecast forecast = new LimitForecast(settings);
    forecast.floors.read(in, GrowthSettings.LEAK_FLOORS / 12);
    forecast.slope = forecast.steepest();
    return forecast;
  }

  private double steepest() {
    return Stream.of(trend(1), trend(BLOCKS_OF_WINDOW))
        .flatMap(Optional::stream)
        .filter(Trend::rises)
        .mapToDouble(Trend::slope)
        .max()
        .orElse(0);
  }

  private Optional<Trend> trend(int blocksEach) {
    double seconds = settings.shortFloor().toNanos() / 1e9 * blocksEach;
    return floors.twelve(blocksEach).map(twelve -> Trend.of(twelve, seconds, LEAST_BYTES));
  }

  /// The time in seconds until a number of bytes has risen to a limit; infinite while the floors do
  /// not rise.
  public double seconds(long bytes, long limitBytes) {
    return slope > 0 ? Math.max(0, limitBytes - bytes) / slope : Double.POSITIVE_INFINITY;
  }
}
