package dev.vmascope.http.security;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// The permissions that a token may have.
enum Scope {
  /// Names and sizes of processes.
  PROCESSES_READ("processes:read"),
  /// Command lines, if the service is configured to show them.
  PROCESSES_COMMAND_LINES("processes:command-lines"),
  /// Mappings and their totals.
  MAPS_READ("maps:read"),
  /// Absolute addresses, which undo address space randomization.
  MAPS_ADDRESSES("maps:addresses"),
  /// Page-table walks beyond the budget.
  SCANS_EXPENSIVE("scans:expensive"),
  /// Storage of snapshots.
  SNAPSHOTS_WRITE("snapshots:write"),
  /// The metrics.
  METRICS_READ("metrics:read");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /// All scopes, as authorities of Spring Security.
  static List<GrantedAuthority> allAuthorities() {
    return Arrays.stream(values())
        .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.word))
        .toList();
  }

  /// The values of all scopes.
  static List<String> words() {
    return Arrays.stream(values()).map(Scope::toString).toList();
  }

  @Override
  public String toString() {
    return word;
  }
}
