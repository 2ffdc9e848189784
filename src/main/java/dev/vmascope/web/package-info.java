/// The HTTP API: controllers, and the records that answers are made of. Controllers ask `procfs` or
/// the published sample, and turn outcomes into answers or problems; they compute nothing of their
/// own.
@NullMarked
package dev.vmascope.web;

import org.jspecify.annotations.NullMarked;
