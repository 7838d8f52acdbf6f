// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a Collector's XPath or XML is not what one would expect of others, and what it adds. */
class XPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // blank texts are seen only in front
        "/a/text() ~ <a> <b/> t <b/> </a> ~ ` | t `",
        "/a/node()[2] ~ <a><b/> <c/></a> ~ <c></c>",
        // a declaration is no node
        "/node() ~ <?xml version='1.0'?><a/> ~ <a></a>",
        // prefixes are names
        "//x:b ~ <a xmlns:x='u'><x:b/><b/></a> ~ <x:b></x:b>",
        "//x:* ~ <a xmlns:x='u'><x:b/><b/></a> ~ <x:b></x:b>",
        "/Event ~ <Event xmlns='u'/> ~ <Event xmlns=\"u\"></Event>",
        "//*[namespace-uri() = 'u'] ~ <a><x:b xmlns:x='u'/></a> ~ <x:b xmlns:x=\"u\"></x:b>",
        "//*[namespace-uri() = 'u'][2] ~ <a xmlns='u'><b/></a> ~ ``",
        "//*[name() = 'x:b'] ~ <x:b xmlns:x='u'/> ~ <x:b xmlns:x=\"u\"></x:b>",
        // a CDATA has no value of its own, but gives its element one
        "//text()[. = 'c'] ~ <a><![CDATA[c]]></a> ~ ``",
        "//a[. = 'c'] ~ <a><![CDATA[c]]></a> ~ <a><![CDATA[c]]></a>",
        // additions
        "//b[ends-with(., 'c')] ~ <a><b>abc</b></a> ~ <b>abc</b>",
        "//b[matches(., '^a.c$')] ~ <a><b>abc</b></a> ~ <b>abc</b>",
        "//b[lower-case(.) = 'abc'] ~ <a><b>ABC</b></a> ~ <b>ABC</b>",
        // an expression that is no path selects nothing
        "count(//b) ~ <a><b/></a> ~ ``",
        "//processing-instruction('p') ~ <a><?p q?><?r s?></a> ~ <?p q?>",
        "(//b)[2] | //c ~ <a><c/><b>1</b><b>2</b></a> ~ <c></c>|<b>2</b>",
        // form
        "/a ~ <a x='&quot;&apos;&lt;&gt;&amp;'/> ~ <a x=\"&#34;&#39;&lt;&gt;&amp;\"></a>",
        "/a ~ <a>\"'&lt;&gt;&amp;</a> ~ <a>&#34;&#39;&lt;&gt;&amp;</a>",
        "/a ~ <a xml:space='default'> t <b xml:space='preserve'> u </b></a>"
            + " ~ <a xml:space=\"default\">t<b xml:space=\"preserve\"> u </b></a>",
        "/a ~ <a><!-- c --><?p q?><?r?></a> ~ <a><!-- c --><?p q?><?r?></a>",
      })
  void shouldSelect(String path, String document, String wanted) {
    List<String> found = new ArrayList<>();
    for (XmlNode node : XPath.of(path).select(XmlReader.read(document))) {
      found.add(XmlWriter.written(List.of(node)));
    }
    assertThat(String.join("|", found)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "<?xml version='1.0' encoding='UTF-8'?>`n<a/> ~ <?xml version=\"1.0\""
            + " encoding=\"UTF-8\"?>`n<a></a>",
        "` <?xml version='1.0'?><a/>` ~ <a></a>",
        "<!-- c --><a/><!-- d --> ~ <a></a><!-- d -->",
        "t<a/>u<b/>v ~ <a></a>u<b></b>v",
        "<?p?><a/> ~ <a></a>",
        "<a/><?p?> ~ <a></a><?p?>",
        "` ` ~ ``",
      })
  void shouldKeepWhatACollectorKeeps(String document, String wanted) {
    XmlNode read = XmlReader.read(document.replace("`n", "\n"));
    assertThat(XmlWriter.written(List.of(read))).isEqualTo(wanted.replace("`n", "\n"));
  }
}
