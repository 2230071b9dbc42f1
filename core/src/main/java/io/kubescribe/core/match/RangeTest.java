package io.kubescribe.core.match;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether a value lies within bounds, in the order of its field's type.
///
/// @param parser null for a text that is no such value
/// @param lower null for open
/// @param upper null for open
record RangeTest<T>(
    Function<String, @Nullable T> parser,
    Comparator<T> order,
    @Nullable T lower,
    boolean includeLower,
    @Nullable T upper,
    boolean includeUpper)
    implements ValueTest {
  /// Longer texts are no numbers: the event parser refuses them too.
  private static final int LONGEST_NUMBER = 100;

  private static final ValueTest NOTHING = _ -> false;

  /// The test of a range over anything but times.
  static ValueTest of(Query.Range range) {
    return switch (range.field()) {
      case CatalogueField field ->
          switch (field.type()) {
            case NUMBER -> of(range, RangeTest::number, BigDecimal::compareTo);
            case IP -> of(range, RangeTest::address, Arrays::compareUnsigned);
            case KEYWORD, TIME, TEXT -> of(range, RangeTest::utf8, Arrays::compareUnsigned);
          };
      case JsonPath _ ->
          hasNumbers(range)
              ? of(range, RangeTest::number, BigDecimal::compareTo)
              : of(range, RangeTest::utf8, Arrays::compareUnsigned);
    };
  }

  /// Whether a value is this number, however it is written.
  static ValueTest ofNumber(String text) {
    BigDecimal number = number(text);
    return number == null
        ? NOTHING
        : new RangeTest<>(RangeTest::number, BigDecimal::compareTo, number, true, number, true);
  }

  private static <T> ValueTest of(
      Query.Range range, Function<String, @Nullable T> parser, Comparator<T> order) {
    T lower = range.lower() == null ? null : parser.apply(range.lower());
    T upper = range.upper() == null ? null : parser.apply(range.upper());
    boolean wrong =
        (range.lower() != null && lower == null) || (range.upper() != null && upper == null);
    return wrong
        ? NOTHING
        : new RangeTest<>(parser, order, lower, range.includeLower(), upper, range.includeUpper());
  }

  /// Whether at least one bound is given and all that are given are numbers.
  private static boolean hasNumbers(Query.Range range) {
    return (range.lower() != null || range.upper() != null)
        && (range.lower() == null || number(range.lower()) != null)
        && (range.upper() == null || number(range.upper()) != null);
  }

  @Override
  public boolean passes(String text) {
    T value = parser.apply(text);
    if (value == null) {
      return false;
    }
    int low = lower == null ? 1 : order.compare(value, lower);
    int high = upper == null ? -1 : order.compare(value, upper);
    return (low > 0 || (low == 0 && includeLower)) && (high < 0 || (high == 0 && includeUpper));
  }

  private static @Nullable BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static byte @Nullable [] address(String text) {
    return IpAddress.parse(text).map(IpAddress::bytes).orElse(null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
