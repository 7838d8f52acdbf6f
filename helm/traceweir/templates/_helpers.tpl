{{/*
SPDX-FileCopyrightText: The Traceweir authors
SPDX-License-Identifier: Apache-2.0
*/}}

{{- define "traceweir.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* Names of pods and claims are longer by a suffix, and have to stay below 63 characters. */}}
{{- define "traceweir.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "traceweir.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "traceweir.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "traceweir.selectorLabels" -}}
app.kubernetes.io/name: {{ include "traceweir.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "traceweir.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "traceweir.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "traceweir.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "traceweir.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "traceweir.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* What is given, and what belongs to the chart. */}}
{{- define "traceweir.config" -}}
{{- $kafka := default dict .Values.config.kafka -}}
{{- $sampling := default dict .Values.config.sampling -}}
{{- if hasKey $kafka "state_dir" -}}
{{- fail "config.kafka.state_dir is the chart's: it is on the volume of the pod (persistence)" -}}
{{- end -}}
{{- if hasKey (default dict .Values.config.http) "health" -}}
{{- fail "config.http.health is the chart's: probes and services use port 8080" -}}
{{- end -}}
{{- if hasKey $sampling "file" -}}
{{- fail "config.sampling.file is the chart's: give the rules as rules, or under config.sampling.rules" -}}
{{- end -}}
{{- $own := dict "version" 1 "http" (dict "health" "0.0.0.0:8080") -}}
{{- $properties := dict "group.instance.id" "${env:POD_NAME}" -}}
{{- $_ := set $own "kafka" (dict "state_dir" "/var/lib/traceweir" "properties" $properties) -}}
{{- if not (hasKey $sampling "rules") -}}
{{- $_ := set $own "sampling" (dict "file" "rules.yaml") -}}
{{- end -}}
{{- toYaml (mergeOverwrite $own (deepCopy .Values.config)) -}}
{{- end -}}

{{/* Mounts and volumes of whoever reads the configuration. */}}
{{- define "traceweir.configMounts" -}}
- { name: config, mountPath: /etc/traceweir, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- if .Values.existingSecret }}
- { name: secret, mountPath: /run/secrets/traceweir, readOnly: true }
{{- end }}
{{- end -}}

{{- define "traceweir.configVolumes" -}}
- name: config
  projected:
    sources:
      - configMap: { name: {{ include "traceweir.fullname" . }}-config }
      - configMap: { name: {{ include "traceweir.fullname" . }}-rules }
- name: tmp
  emptyDir: { sizeLimit: 512Mi }
{{- with .Values.existingSecret }}
- name: secret
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- end -}}

{{- define "traceweir.environment" -}}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
{{- with .Values.javaOpts }}
- name: TRACEWEIR_JAVA_OPTS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
