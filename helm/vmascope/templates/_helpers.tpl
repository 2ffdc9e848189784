{{- define "vmascope.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* 48 characters, so that what is put behind it fits in a label. */ -}}
{{- define "vmascope.fullname" -}}
{{- $name := include "vmascope.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | trunc 48 | trimSuffix "-" }}
{{- end }}

{{- define "vmascope.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride }}
{{- end }}

{{- define "vmascope.selector" -}}
app.kubernetes.io/name: {{ include "vmascope.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "vmascope.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "vmascope.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "vmascope.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "vmascope.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- /* A registry of the parent takes precedence: it is where all images of a company are. */ -}}
{{- define "vmascope.image" -}}
{{- with default .Values.image.registry .Values.global.imageRegistry }}{{ trimSuffix "/" . }}/{{ end }}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{- /* Those of this chart and of the parent, which may be names alone. */ -}}
{{- define "vmascope.pullSecrets" -}}
{{- $names := list }}
{{- range concat (default list .Values.imagePullSecrets) (default list .Values.global.imagePullSecrets) }}
{{- $names = append $names (kindIs "string" . | ternary . (get (kindIs "map" . | ternary . dict) "name")) }}
{{- end }}
{{- with uniq $names }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Where pods run, also that of the test. */ -}}
{{- define "vmascope.scheduling" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "vmascope.makesTokens" -}}
{{- and (eq .Values.auth.mode "token") (not .Values.auth.existingSecret) | ternary "yes" "" }}
{{- end }}

{{- /* Tools that compare manifests leave out hooks, such as the Secrets. Only what is given: made tokens would differ each time. */ -}}
{{- define "vmascope.givenTokens" -}}
{{- if include "vmascope.makesTokens" . }}
{{- $given := pick .Values.auth "digests" "tokens" "readerScopes" | toJson }}
vmascope/given-tokens: {{ sha256sum $given }}
{{- end }}
{{- end }}

{{- /* Whether clients find a token of this name in the Secret of the chart. */ -}}
{{- define "vmascope.hasPrometheusToken" -}}
{{- if and (include "vmascope.makesTokens" .) (not .Values.auth.digests.prometheus) }}yes{{ end }}
{{- end }}
{{- define "vmascope.hasReaderToken" -}}
{{- if and (include "vmascope.makesTokens" .) (not .Values.auth.digests.reader) .Values.auth.readerScopes }}yes{{ end }}
{{- end }}

{{- define "vmascope.issuedByCluster" -}}
{{- and (eq .Values.auth.mode "jwt") .Values.auth.jwt.kubernetes | ternary "yes" "" }}
{{- end }}

{{- define "vmascope.scheme" -}}
{{ .Values.tls.existingSecret | empty | ternary "http" "https" }}
{{- end }}

{{- /* What the container may do: the test of the image runs it with exactly this. */ -}}
{{- define "vmascope.securityContext" -}}
runAsUser: 0
runAsGroup: 0
privileged: false
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
  {{- $more := list }}
  {{- if ne .Values.capability "none" }}
  {{- $more = append $more .Values.capability }}
  {{- end }}
  {{- if .Values.kernelLog.enabled }}
  {{- $more = append $more "SYSLOG" }}
  {{- end }}
  {{- with $more }}
  add: [{{ join ", " . }}]
  {{- end }}
seccompProfile:
  type: {{ .Values.seccomp.type }}
  {{- if eq .Values.seccomp.type "Localhost" }}
  localhostProfile: {{ .Values.seccomp.localhostProfile }}
  {{- end }}
appArmorProfile:
  type: {{ .Values.appArmor.type }}
  {{- if eq .Values.appArmor.type "Localhost" }}
  localhostProfile: {{ .Values.appArmor.localhostProfile }}
  {{- end }}
{{- with .Values.seLinuxOptions }}
seLinuxOptions:
  {{- include "vmascope.seLinuxOptions" $ | nindent 2 }}
{{- end }}
{{- end }}

{{- /* OpenShift completes constraints without a level by that of the namespace, which the container then would not have. */ -}}
{{- define "vmascope.seLinuxOptions" -}}
{{- $level := .Values.openshift.enabled | ternary (dict "level" "s0") dict -}}
{{- merge (deepCopy .Values.seLinuxOptions) $level | toYaml }}
{{- end }}

{{- /* The types of the pod's volumes, from the same values as the volumes. */ -}}
{{- define "vmascope.volumeTypes" -}}
{{- $types := list "configMap" "emptyDir" "projected" "secret" }}
{{- if or .Values.storage.hostPath .Values.hostCgroups.enabled }}
{{- $types = append $types "hostPath" }}
{{- end }}
{{- range .Values.extraVolumes }}
{{- $types = concat $types (keys (omit . "name")) }}
{{- end }}
{{- uniq $types | sortAlpha | toJson }}
{{- end }}
{{- define "vmascope.hasHostPath" -}}
{{- has "hostPath" (include "vmascope.volumeTypes" . | fromJsonArray) | ternary "yes" "" }}
{{- end }}

{{- /* The properties of the service: those that follow from other values, and over them what config says. */ -}}
{{- define "vmascope.properties" -}}
{{- $properties := dict "server" (dict "port" (int .Values.port)) -}}
{{- $security := dict "mode" .Values.auth.mode -}}
{{- if eq .Values.auth.mode "token" }}
{{- $_ := set $security "token-file" "/etc/vmascope/tokens/tokens" }}
{{- else }}
{{- $jwt := dict "issuer" .Values.auth.jwt.issuer "audience" .Values.auth.jwt.audience "grants" (default list .Values.auth.jwt.grants) }}
{{- if .Values.auth.jwt.kubernetes }}
{{- $_ := set $jwt "ca-file" "/var/run/secrets/vmascope/ca.crt" }}
{{- $_ := set $jwt "discovery-token-file" "/var/run/secrets/vmascope/token" }}
{{- end }}
{{- $_ := set $security "jwt" $jwt }}
{{- end }}
{{- $_ := set $properties "vmascope" (dict "security" $security) }}
{{- if .Values.tls.existingSecret }}
{{- $_ := set $properties.server "ssl" (dict "bundle" "web") }}
{{- $keystore := dict "certificate" "file:/etc/vmascope/tls/tls.crt" "private-key" "file:/etc/vmascope/tls/tls.key" }}
{{- $pem := dict "web" (dict "reload-on-update" true "keystore" $keystore) }}
{{- $_ := set $properties "spring" (dict "ssl" (dict "bundle" (dict "watch" (dict "file" (dict "quiet-period" "10s")) "pem" $pem))) }}
{{- end }}
{{- mergeOverwrite $properties (deepCopy (default dict .Values.config)) | toJson }}
{{- end }}

{{- /* What both monitors say of a scrape. */ -}}
{{- define "vmascope.endpoint" -}}
port: http
path: /actuator/prometheus
interval: {{ .Values.scrape.interval }}
{{- with .Values.scrape.timeout }}
scrapeTimeout: {{ . }}
{{- end }}
scheme: {{ include "vmascope.scheme" . }}
# The labels pod, namespace and container are those of what is watched, not those of vmascope.
honorLabels: true
{{- if .Values.tls.existingSecret }}
tlsConfig:
  {{- with .Values.tls.ca }}
  ca:
    secret:
      {{- toYaml . | nindent 6 }}
  {{- end }}
  serverName: {{ printf "%s.%s.svc" (include "vmascope.fullname" .) (include "vmascope.namespace" .) }}
{{- end }}
{{- if .Values.scrape.credentials }}
authorization:
  credentials:
    {{- toYaml .Values.scrape.credentials | nindent 4 }}
{{- else }}
authorization:
  credentials:
    name: {{ include "vmascope.fullname" . }}-clients
    key: prometheus
{{- end }}
relabelings:
  - action: replace
    targetLabel: job
    replacement: vmascope
  - action: replace
    sourceLabels: [__meta_kubernetes_pod_node_name]
    targetLabel: node
  - action: replace
    sourceLabels: [__meta_kubernetes_pod_node_name]
    targetLabel: instance
  - action: labeldrop
    regex: (pod|namespace|container|service|endpoint)
  {{- with .Values.scrape.relabelings }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .Values.scrape.metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* Of a duration of values.yaml. */ -}}
{{- define "vmascope.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int64 -}}
{{ hasSuffix "m" . | ternary (mul 60 $number) $number }}
{{- end }}
