// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All keys in the order of the documentation; each section adds its own. */
final class Declarations {

  private final List<Key<?>> keys = new ArrayList<>();
  private final List<Reserved> reserved = new ArrayList<>();
  private final Map<String, String> sections = new LinkedHashMap<>();

  void section(String path, String doc) {
    sections.put(path, doc);
  }

  <T> Key<T> required(String path, ValueType<T> type, String doc) {
    return add(new Key<>(path, type, Key.Need.REQUIRED, null, doc));
  }

  <T> Key<T> optional(String path, ValueType<T> type, String doc) {
    return add(new Key<>(path, type, Key.Need.OPTIONAL, null, doc));
  }

  <T> Key<T> key(String path, ValueType<T> type, String fallback, String doc) {
    return add(new Key<>(path, type, Key.Need.DEFAULTED, fallback, doc));
  }

  /** A key whose section works out what it is when the file does not say. */
  <T> Key<T> derived(String path, ValueType<T> type, String fallback, String doc) {
    return add(new Key<>(path, type, Key.Need.DERIVED, fallback, doc));
  }

  void onlyWith(String path, String only, String missing) {
    reserved.add(new Reserved(path, only, missing));
  }

  void notYet(String path, String missing) {
    reserved.add(new Reserved(path, null, missing));
  }

  private <T> Key<T> add(Key<T> key) {
    keys.add(key);
    return key;
  }

  List<Key<?>> keys() {
    return keys;
  }

  List<Reserved> reserved() {
    return reserved;
  }

  /** Path to sentence. */
  Map<String, String> sections() {
    return sections;
  }
}
