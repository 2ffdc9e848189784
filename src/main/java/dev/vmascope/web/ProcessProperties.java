package dev.vmascope.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is shown of a process.
///
/// @param commandLine whether command lines are read and shown, without what looks like a secret
@ConfigurationProperties("vmascope")
record ProcessProperties(@DefaultValue("false") boolean commandLine) {}
