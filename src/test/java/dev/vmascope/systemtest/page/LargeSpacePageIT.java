package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page of a process with as many mappings as Linux allows: fast and small enough.
@Alone("measures times of a browser")
class LargeSpacePageIT {
  private static final int MOST_MAPPINGS = 65_530;

  /// Mappings of the program itself, and a few to spare.
  private static final int OWN = 40;

  private static final Look LOOK =
      new Look(1280, 1400, ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.NO_PREFERENCE);
  private static final Duration USE = Duration.ofSeconds(5);
  private static final double PATIENCE_MILLIS = 30_000;
  private static final String PAINTED =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private static final int ROUNDS = 8;
  private static final int ZOOMS = 20;
  private static final long MEBIBYTE = 1L << 20;

  private static final double MOST_TO_DRAWING_MILLIS = 300;
  private static final double MOST_DRAW_MILLIS = 8;
  private static final double MOST_TASK_MILLIS = 50;
  private static final double MOST_KEY_MILLIS = 50;
  private static final long MOST_HEAP_MEBIBYTES = 100;
  private static final int MOST_ELEMENTS = 2_500;
  private static final int MOST_ROWS = 60;

  private static void print(String what, double measured, double most, String unit) {
    System.out.printf("page, large space: %s %.1f of %.0f %s%n", what, measured, most, unit);
  }

  /// Zooms, pans and scrolls for some seconds.
  private static void use(OpenPage open) {
    Mouse mouse = open.page().mouse();
    BoundingBox strip = open.page().locator(".strip").boundingBox();
    BoundingBox table = open.page().locator(".grid-body").boundingBox();
    double x = strip.x + strip.width / 3;
    double y = strip.y + strip.height / 2;
    long end = System.nanoTime() + USE.toNanos();
    for (int step = 0; System.nanoTime() < end; step++) {
      switch (step % 4) {
        case 0, 1 -> {
          mouse.move(x, y);
          open.page().keyboard().down("Control");
          mouse.wheel(0, step % 40 < 20 ? -120 : 120);
          open.page().keyboard().up("Control");
        }
        case 2 -> {
          mouse.move(x, y);
          mouse.down();
          mouse.move(x + (step % 8 < 4 ? 60 : -60), y, new Mouse.MoveOptions().setSteps(4));
          mouse.up();
        }
        default -> {
          mouse.move(table.x + 50, table.y + 50);
          mouse.wheel(0, 400);
        }
      }
    }
  }

  private static double fromAnswerToDrawing(OpenPage open, Timings timings, long rows) {
    open.page().reload();
    assertThat(open.page().getByRole(AriaRole.GRID))
        .hasAttribute(
            "aria-rowcount",
            Long.toString(rows),
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    return timings.fromAnswerToDrawing("/maps", rows);
  }

  private static double slowDrawing(OpenPage open, Timings timings) {
    timings.start();
    use(open);
    List<Double> draws = timings.draws();
    assertThat(draws).hasSizeGreaterThan(20);
    return Timings.quantile(draws, 0.95);
  }

  private static double longestTask(OpenPage open, Timings timings) {
    timings.start();
    use(open);
    return Timings.quantile(timings.longTasks(), 1);
  }

  private static double slowestKey(OpenPage open, Timings timings) {
    Locator filter = open.role(AriaRole.SEARCHBOX, "Filter");
    filter.fill("");
    filter.focus();
    timings.start();
    for (String key : List.of("*", "l", "i", "b", "c", "*", "Backspace", "Backspace")) {
      open.press(key);
      // Nobody types faster than the page is painted.
      open.page().evaluate(PAINTED);
    }
    double slowest = Timings.quantile(timings.keys(), 1);
    filter.fill("");
    return slowest;
  }

  @Test
  void isDrawnAndUsedWithinItsBudgets() {
    try (TestProgram program =
            TestProgram.start(
                TestProgram.compile("many-mappings"), Integer.toString(MOST_MAPPINGS - OWN));
        RunningService service = RunningService.sampledOnce();
        DrivenBrowser browser = DrivenBrowser.start();
        OpenPage open = browser.blank(LOOK)) {
      long mappings = service.maps(program.pid()).lines().count();
      assertThat(mappings).isBetween(MOST_MAPPINGS - 2L * OWN, MOST_MAPPINGS + 1L);
      // The page is measured, not the first answers of a service that has just started.
      service.json("/api/system");
      Timings timings = Timings.of(open);
      open.visit(service, "/p/" + program.pid() + "/space");
      double toDrawing =
          Timings.best(
              MOST_TO_DRAWING_MILLIS,
              ROUNDS,
              () -> fromAnswerToDrawing(open, timings, mappings + 1));
      print("from the answer to the drawn strip", toDrawing, MOST_TO_DRAWING_MILLIS, "ms");

      await().until(open::isQuiet);
      double draw = Timings.best(MOST_DRAW_MILLIS, ROUNDS, () -> slowDrawing(open, timings));
      print("95 % of the drawings within", draw, MOST_DRAW_MILLIS, "ms");
      double task = Timings.best(MOST_TASK_MILLIS, ROUNDS, () -> longestTask(open, timings));
      print("longest task", task, MOST_TASK_MILLIS, "ms");
      double key = Timings.best(MOST_KEY_MILLIS, ROUNDS, () -> slowestKey(open, timings));
      print("longest from a key in the filter to its paint", key, MOST_KEY_MILLIS, "ms");

      open.page().locator(".strip").focus();
      for (int zoom = 0; zoom < ZOOMS; zoom++) {
        open.press(zoom % 4 < 3 ? "+" : "0");
      }
      long heap = Timings.heapBytes(open.protocol()) / MEBIBYTE;
      print("heap", (double) heap, MOST_HEAP_MEBIBYTES, "MiB");
      int elements = open.page().locator("*").count();
      print("elements", (double) elements, MOST_ELEMENTS, "");

      assertThat(toDrawing).isLessThanOrEqualTo(MOST_TO_DRAWING_MILLIS);
      assertThat(draw).isLessThanOrEqualTo(MOST_DRAW_MILLIS);
      assertThat(task).isLessThanOrEqualTo(MOST_TASK_MILLIS);
      assertThat(key).isLessThanOrEqualTo(MOST_KEY_MILLIS);
      assertThat(heap).isLessThanOrEqualTo(MOST_HEAP_MEBIBYTES);
      assertThat(elements).isLessThanOrEqualTo(MOST_ELEMENTS);
      assertThat(open.page().locator(".grid-body [role=row]").count())
          .isLessThanOrEqualTo(MOST_ROWS);
    }
  }
}
