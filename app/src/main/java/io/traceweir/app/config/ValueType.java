// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Decoder;
import java.util.Map;
import java.util.function.Function;

/**
 * How values of one type are read, printed and described.
 *
 * @param name in the documentation, such as "duration"
 * @param plain the value as strings, numbers, booleans, lists and maps, which can be printed as
 *     YAML and JSON and read again
 * @param schema JSON Schema of what may be written
 */
record ValueType<T>(
    String name, Decoder<T> decoder, Function<T, Object> plain, Map<String, Object> schema) {}
