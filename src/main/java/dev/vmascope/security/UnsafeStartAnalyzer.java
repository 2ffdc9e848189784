package dev.vmascope.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Prints an unsafe configuration as two sentences instead of a stack trace.
final class UnsafeStartAnalyzer extends AbstractFailureAnalyzer<UnsafeStartException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsafeStartException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
