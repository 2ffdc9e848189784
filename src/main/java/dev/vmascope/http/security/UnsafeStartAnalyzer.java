package dev.vmascope.http.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// A failure analyzer that reports an unsafe configuration without a stack trace.
final class UnsafeStartAnalyzer extends AbstractFailureAnalyzer<UnsafeStartException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsafeStartException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
