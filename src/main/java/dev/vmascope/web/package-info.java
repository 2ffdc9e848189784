/// The HTTP API: controllers and the records of their responses. Controllers read from `procfs` or
/// from the published sample, and turn outcomes into responses or problems. They compute nothing of
/// their own.
@NullMarked
package dev.vmascope.web;

import org.jspecify.annotations.NullMarked;
