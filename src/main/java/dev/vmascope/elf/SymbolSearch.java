package dev.vmascope.elf;

/// What came of looking for a symbol.
public sealed interface SymbolSearch {
  /// There is one.
  record Found(NearestSymbol symbol) implements SymbolSearch {}

  /// There is none.
  ///
  /// @param why in words
  record Failed(String why) implements SymbolSearch {}
}
