package dev.vmascope.web;

import dev.vmascope.mapping.CommandLineDetail;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is shown of a process.
///
/// @param commandLine how much of command lines is shown, to whoever has the scope for it
@ConfigurationProperties("vmascope")
record ProcessProperties(@DefaultValue("false") CommandLineDetail commandLine) {}
