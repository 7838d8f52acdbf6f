// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.rules.ottl.Arguments.Argument;
import io.traceweir.rules.ottl.Signature.Kind;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is written into what can be asked; refuses names that nothing has. */
final class Compiler {
  private static final Map<String, Long> ENUMS = new HashMap<>();

  static {
    for (SpanKind kind : SpanKind.values()) {
      if (kind != SpanKind.UNRECOGNIZED) {
        ENUMS.put(kind.name(), (long) kind.getNumber());
      }
    }
    for (StatusCode code : StatusCode.values()) {
      if (code != StatusCode.UNRECOGNIZED) {
        ENUMS.put(code.name(), (long) code.getNumber());
      }
    }
  }

  private final OttlCondition.Subject subject;
  private final AttributeNames names;
  private final @Nullable NativePaths nativePaths;

  Compiler(OttlCondition.Subject subject, AttributeNames names) {
    this(subject, names, null);
  }

  /**
   * @param nativePaths for a part of a condition of the native language, else null
   */
  Compiler(OttlCondition.Subject subject, AttributeNames names, @Nullable NativePaths nativePaths) {
    this.subject = subject;
    this.names = names;
    this.nativePaths = nativePaths;
  }

  Test test(Node node) throws OttlException {
    if (node instanceof Node.Joined joined) {
      return joined(joined);
    }
    if (node instanceof Node.Not not) {
      Test inner = test(not.condition());
      return scene -> !inner.holds(scene);
    }
    if (node instanceof Node.Compare compare) {
      return comparison(compare);
    }
    Value value = value(node);
    return scene -> {
      if (value.of(scene) instanceof Boolean holds) {
        return holds;
      }
      throw new EvaluationException("neither true nor false");
    };
  }

  private Test joined(Node.Joined joined) throws OttlException {
    Test[] tests = new Test[joined.conditions().size()];
    for (int i = 0; i < tests.length; i++) {
      tests[i] = test(joined.conditions().get(i));
    }
    boolean all = joined.all();
    return scene -> {
      for (Test test : tests) {
        if (test.holds(scene) != all) {
          return !all;
        }
      }
      return all;
    };
  }

  private Test comparison(Node.Compare compare) throws OttlException {
    Value left = value(compare.left());
    Value right = value(compare.right());
    Comparison comparison = Comparison.of(compare.operator());
    if (compare.right() instanceof Node.Literal literal) {
      Object wanted = literal.value();
      return scene -> comparison.holds(left.of(scene), wanted);
    }
    return scene -> comparison.holds(left.of(scene), right.of(scene));
  }

  Value value(Node node) throws OttlException {
    if (node instanceof Node.Literal literal) {
      Object value = literal.value();
      return scene -> value;
    }
    if (node instanceof Node.EnumName name) {
      Long number = ENUMS.get(name.name());
      if (number == null) {
        throw unknown(name.at(), "constant", name.name(), ENUMS.keySet());
      }
      return scene -> number;
    }
    if (node instanceof Node.Path path) {
      return path(path);
    }
    if (node instanceof Node.Call call) {
      return indexed(call(call), call.keys());
    }
    if (node instanceof Node.ListOf list) {
      return list(list);
    }
    if (node instanceof Node.MapOf map) {
      return map(map);
    }
    if (node instanceof Node.Calculation math) {
      Value left = value(math.left());
      Value right = value(math.right());
      char operator = math.operator();
      return scene -> Arithmetic.of(operator, left.of(scene), right.of(scene));
    }
    Test test = test(node);
    return test::holds;
  }

  private Value list(Node.ListOf list) throws OttlException {
    Value[] items = new Value[list.items().size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = value(list.items().get(i));
    }
    return scene -> {
      List<@Nullable Object> values = new ArrayList<>(items.length);
      for (Value item : items) {
        values.add(item.of(scene));
      }
      return values;
    };
  }

  private Value map(Node.MapOf map) throws OttlException {
    Value[] values = new Value[map.entries().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(map.entries().get(i).value());
    }
    return scene -> {
      Pairs pairs = new Pairs();
      for (int i = 0; i < values.length; i++) {
        pairs.add(map.entries().get(i).key(), values[i].of(scene));
      }
      return pairs;
    };
  }

  private Value indexed(Value value, List<Node> keys) throws OttlException {
    List<Value> indexes = new ArrayList<>();
    for (Node key : keys) {
      indexes.add(value(key));
    }
    return Indexing.of(value, indexes);
  }

  private Value path(Node.Path path) throws OttlException {
    Value ofTrace = nativePaths == null ? null : nativePaths.ofTrace(path.segments());
    if (ofTrace != null) {
      return ofTrace;
    }
    List<Node.Segment> segments =
        nativePaths == null ? path.segments() : nativePaths.relative(path.segments());
    String context = segments.size() > 1 ? context(segments.get(0).name()) : "";
    List<Node.Segment> field = context.isEmpty() ? segments : segments.subList(1, segments.size());
    String owner = context.isEmpty() ? subject.word() : context;
    Node.Segment last = field.get(field.size() - 1);
    if (field.size() == 1 && !last.keys().isEmpty()) {
      return withKeys(owner, last);
    }
    boolean early = field.stream().limit(field.size() - 1L).anyMatch(s -> !s.keys().isEmpty());
    String name = String.join(".", field.stream().map(Node.Segment::name).toList());
    Value value = early || field.size() > 2 ? null : plain(owner, name);
    if (value == null && nativePaths != null) {
      value = NativePaths.plain(owner, name);
    }
    if (value == null || !last.keys().isEmpty()) {
      throw noPath(field.get(0).at(), owner, name);
    }
    return value;
  }

  private String context(String word) {
    return switch (word) {
      case "span", "resource", "scope" -> word;
      case "instrumentation_scope" -> "scope";
      case "spanevent" -> subject == OttlCondition.Subject.SPAN_EVENT ? word : "";
      default -> "";
    };
  }

  private static @Nullable Value plain(String owner, String name) {
    return switch (owner) {
      case "span" -> {
        int dot = name.indexOf('.');
        yield dot < 0
            ? Paths.span(name, "")
            : Paths.span(name.substring(0, dot), name.substring(dot + 1));
      }
      case "resource" -> Paths.resource(name);
      case "scope" -> Paths.scope(name);
      default -> Paths.event(name);
    };
  }

  private Value withKeys(String owner, Node.Segment segment) throws OttlException {
    List<Node> keys = segment.keys();
    if (segment.name().equals("trace_state") && owner.equals("span") && keys.size() == 1) {
      return Paths.traceState(text(keys.get(0)));
    }
    if (!segment.name().equals("attributes")) {
      if (plain(owner, segment.name()) == null) {
        throw noPath(segment.at(), owner, segment.name());
      }
      throw new OttlException(segment.at(), "`" + segment.name() + "` has no parts to ask for");
    }
    if (nativePaths != null
        && keys.get(0) instanceof Node.Literal key
        && key.value() instanceof String name) {
      nativePaths.refuseAlias(key.at(), name);
    }
    if (!(keys.get(0) instanceof Node.Literal literal)
        || !(literal.value() instanceof String name)) {
      Value all = plain(owner, "attributes");
      return indexed(java.util.Objects.requireNonNull(all), keys);
    }
    Value value =
        switch (owner) {
          case "span" -> Paths.spanAttribute(name, names);
          case "resource" -> Paths.resourceAttribute(name);
          case "scope" -> Paths.scopeAttribute(name);
          default -> Paths.eventAttribute(name);
        };
    return indexed(value, keys.subList(1, keys.size()));
  }

  private static String text(Node node) throws OttlException {
    if (node instanceof Node.Literal literal && literal.value() instanceof String text) {
      return text;
    }
    throw new OttlException(node.at(), "expected a key in double quotes");
  }

  private Value call(Node.Call call) throws OttlException {
    Signature signature = Functions.find(call.name());
    boolean onlySpans = call.name().equals("IsRootSpan");
    if (onlySpans && subject != OttlCondition.Subject.SPAN) {
      throw new OttlException(call.at(), "`" + call.name() + "` can be asked of spans only");
    }
    if (signature == null) {
      throw Functions.CHANGING.contains(call.name())
          ? new OttlException(
              call.at(),
              "`"
                  + call.name()
                  + "` has another result each time, so nothing could be decided by it")
          : unknown(call.at(), "function", call.name(), Functions.names());
    }
    Arguments arguments = new Arguments(arguments(call, signature));
    try {
      return new Guarded(signature.maker().make(arguments), call.name());
    } catch (IllegalArgumentException e) {
      throw new OttlException(call.at(), call.name() + ": " + e.getMessage());
    }
  }

  private List<@Nullable Argument> arguments(Node.Call call, Signature signature)
      throws OttlException {
    @Nullable Argument[] bound = new Argument[signature.parameters().size()];
    int place = 0;
    for (Node.Argument argument : call.arguments()) {
      int i = argument.name() == null ? place++ : indexOf(signature, argument.name(), call.at());
      if (i >= bound.length) {
        throw wrongCount(call, signature);
      }
      bound[i] = argument(argument.value(), signature.parameters().get(i));
    }
    for (int i = 0; i < signature.required(); i++) {
      if (bound[i] == null) {
        throw wrongCount(call, signature);
      }
    }
    return Arrays.asList(bound);
  }

  private static OttlException wrongCount(Node.Call call, Signature signature) {
    return new OttlException(
        call.at(),
        "it is called as `" + signature.shown() + "`, found another number of arguments");
  }

  private static int indexOf(Signature signature, String name, int at) throws OttlException {
    for (int i = 0; i < signature.parameters().size(); i++) {
      String known = signature.parameters().get(i).name();
      if (known.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT).equals(name)) {
        return i;
      }
    }
    throw new OttlException(at, "`" + signature.shown() + "` has no argument `" + name + "`");
  }

  private Argument argument(Node node, Signature.Parameter parameter) throws OttlException {
    boolean literal = node instanceof Node.Literal;
    Object value = node instanceof Node.Literal l ? l.value() : null;
    if (node instanceof Node.MapOf && isLiteral(node)) {
      Object map = value(node).of(new Scene());
      return new Argument(scene -> map, true, map);
    }
    String wanted =
        switch (parameter.kind()) {
          case TEXT -> value instanceof String ? "" : "a string";
          case NUMBER -> value instanceof Long ? "" : "a whole number";
          case FLAG -> value instanceof Boolean ? "" : "true or false";
          default -> "";
        };
    if (!wanted.isEmpty()) {
      throw new OttlException(node.at(), "expected " + wanted + " for `" + parameter.name() + "`");
    }
    if (parameter.kind() == Kind.LIST && literal) {
      throw new OttlException(node.at(), "expected a list for `" + parameter.name() + "`");
    }
    return new Argument(value(node), literal, value);
  }

  /** Known before there is any span. */
  static boolean isLiteral(Node node) {
    if (node instanceof Node.MapOf map) {
      return map.entries().stream().allMatch(entry -> isLiteral(entry.value()));
    }
    return node instanceof Node.ListOf list
        ? list.items().stream().allMatch(Compiler::isLiteral)
        : node instanceof Node.Literal;
  }

  private OttlException noPath(int at, String owner, String name) {
    List<String> known = new ArrayList<>(Paths.ofSpan());
    String hint = owner.equals("span") ? Nearest.hint(name, known) : "";
    return new OttlException(at, "a " + owner + " has no `" + name + "`" + hint);
  }

  private static OttlException unknown(int at, String what, String name, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return new OttlException(
        at, "there is no " + what + " `" + name + "`" + Nearest.hint(name, names));
  }
}
