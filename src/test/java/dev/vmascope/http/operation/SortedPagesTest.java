package dev.vmascope.http.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of lists in a requested order.
class SortedPagesTest {
  private static final PagedRows<Beast, Beast, Integer> ROWS =
      PagedRows.of(
          Beast::id,
          Integer::parseInt,
          Comparator.<Integer>naturalOrder(),
          Beast.class,
          beast -> beast);

  private static final List<Double> WEIGHTS =
      List.of(0.0, 1 / 3.0, -2.5, 1e7, 1.048576E7, 1e-7, Double.MAX_VALUE);

  private static final List<String> NAMES =
      List.of(
          "",
          "a",
          "A",
          "\u00e9",
          "\ud83d\ude00",
          "x".repeat(255) + "\ud83d\ude00",
          "x".repeat(256),
          "x".repeat(4096),
          "#1",
          "'",
          "\0",
          "12",
          "0x12",
          "\u0130");

  private static List<Beast> beasts(Random random) {
    List<Beast> beasts = new ArrayList<>();
    for (int id = 0; id < 60; id++) {
      String name = random.nextInt(5) == 0 ? null : NAMES.get(random.nextInt(NAMES.size()));
      Long legs = random.nextInt(5) == 0 ? null : Long.valueOf(random.nextInt(4));
      beasts.add(
          new Beast(
              id,
              name,
              legs,
              WEIGHTS.get(random.nextInt(WEIGHTS.size())),
              null,
              random.nextBoolean(),
              Integer.toString(random.nextInt(20)),
              null,
              null,
              List.of()));
    }
    return beasts;
  }

  private static Page<Beast> page(
      List<Beast> beasts, @Nullable String sort, int limit, @Nullable String after) {
    return new PageQuery(sort, Integer.toString(limit), after).of(beasts, ROWS);
  }

  /// All pages hold each row once, in the order in which one page holds them.
  @ParameterizedTest
  @ValueSource(
      strings = {"name", "name,desc", "legs", "legs,asc,name", "weight", "tame,inode,desc"})
  void holdEachRowOnce(String sort) {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Beast> beasts = beasts(random);
      List<Beast> whole = page(beasts, sort, 1000, null).rows();
      int limit = 1 + random.nextInt(9);
      List<Beast> paged = new ArrayList<>();
      String after = null;
      do {
        Page<Beast> page = page(beasts, sort, limit, after);
        paged.addAll(page.rows());
        after = page.head().next();
        assertThat(paged).hasSizeLessThanOrEqualTo(beasts.size());
      } while (after != null);
      assertThat(paged).isEqualTo(whole).hasSize(beasts.size());
    }
  }

  /// A row that ends between two pages takes no other with it.
  @Test
  void surviveTheEndOfTheirLastRow() {
    List<Beast> beasts = new ArrayList<>(beasts(new Random(3)));
    List<Beast> whole = page(beasts, "legs,name", 1000, null).rows();
    Page<Beast> first = page(beasts, "legs,name", 10, null);
    beasts.remove(first.rows().getLast());
    assertThat(page(beasts, "legs,name", 1000, first.head().next()).rows())
        .isEqualTo(whole.subList(10, whole.size()));
  }

  @Test
  void haveTotalsOfAllRowsOnTheFirst() {
    List<Beast> beasts = beasts(new Random(5));
    long legs = beasts.stream().mapToLong(beast -> beast.legs() == null ? 0 : beast.legs()).sum();
    for (String sort : new @Nullable String[] {null, "name"}) {
      Page<Beast> first = page(beasts, sort, 10, null);
      assertThat(first.head().totals()).containsOnlyKeys("legs").containsEntry("legs", legs);
      assertThat(first.head().total()).isEqualTo(60);
      assertThat(page(beasts, sort, 10, first.head().next()).head().totals()).isNull();
    }
  }

  /// Whatever a client sends as a cursor, it is one or it is rejected.
  @Test
  void rejectOtherCursors() {
    List<Beast> beasts = beasts(new Random(5));
    Random random = new Random(11);
    String cursor = page(beasts, "legs,name", 10, null).head().next();
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = bytes.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      String sent = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      try {
        page(beasts, "legs,name", 10, sent);
      } catch (ProblemException e) {
        assertThat(e).hasMessageContaining("after: expected the value of next");
      }
    }
    for (String sent : List.of("x", "AAA", "", "a".repeat(5000), "%%", text("\0\4#1e9\0\0011"))) {
      assertThatThrownBy(() -> page(beasts, "legs", 10, sent))
          .as(sent)
          .isInstanceOf(ProblemException.class);
    }
  }

  private static String text(String plain) {
    return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
  }
}
