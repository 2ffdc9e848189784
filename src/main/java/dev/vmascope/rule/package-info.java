/// The findings: rules over mappings and processes, with stable ids. Pure.
@NullMarked
package dev.vmascope.rule;

import org.jspecify.annotations.NullMarked;
