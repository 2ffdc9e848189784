{{- /* The rules of the file, changed as prometheusRule says. */ -}}
{{- define "vmascope.rules" -}}
{{- $values := .Values.prometheusRule }}
{{- $document := .Files.Get "rules/vmascope.rules.yaml" | fromYaml }}
{{- $limit := int64 .Values.scrape.sampleLimit | toString }}
{{- $alerts := list }}
{{- $groups := list }}
{{- range $group := $document.groups }}
{{- $rules := list }}
{{- range $rule := $group.rules }}
{{- if $rule.alert }}
{{- $alerts = append $alerts $rule.alert }}
{{- $changes := get (default dict $values.rules) $rule.alert | default dict }}
{{- if include "vmascope.alertIsOn" (list $ $rule.alert $changes) }}
{{- $_ := set $rule "expr" (include "vmascope.expression" (list $rule.alert $rule.expr $changes $limit)) }}
{{- with $changes.for }}{{ $_ := set $rule "for" . }}{{ end }}
{{- with $changes.keepFiringFor }}{{ $_ := set $rule "keep_firing_for" . }}{{ end }}
{{- $_ := set $rule "labels" (include "vmascope.alertLabels" (list $ $rule.labels $changes) | fromYaml) }}
{{- $_ := set $rule "annotations" (include "vmascope.alertAnnotations" (list $ $rule.annotations $changes $limit) | fromYaml) }}
{{- $rules = append $rules $rule }}
{{- end }}
{{- else }}
{{- $rules = append $rules $rule }}
{{- end }}
{{- end }}
{{- $groups = append $groups (set $group "rules" $rules) }}
{{- end }}
{{- range $name, $_ := $values.rules }}
{{- if not (has $name $alerts) }}
{{- fail (printf "prometheusRule.rules.%s: there is no such alert. There are %s" $name (join ", " $alerts)) }}
{{- end }}
{{- end }}
{{- toYaml (dict "groups" $groups) }}
{{- end }}

{{- /* What the values leave out on purpose is no news: these alerts would never end. */ -}}
{{- define "vmascope.alertIsOn" -}}
{{- $context := index . 0 }}
{{- $name := index . 1 }}
{{- $known := and (eq $context.Values.capability "none") (eq $name "VmascopeProcessesUnreadable") }}
{{- $known = or $known (and (not $context.Values.hostCgroups.enabled) (eq $name "VmascopeMemoryLimitsHidden")) }}
{{- dig "enabled" (not $known) (index . 2) | ternary "yes" "" }}
{{- end }}

{{- /* A threshold is the number, or the product of numbers, behind the first < or > of the expression. */ -}}
{{- define "vmascope.expression" -}}
{{- $alert := index . 0 }}
{{- $changes := index . 2 }}
{{- $expression := default (index . 1) $changes.expr | replace "/ 15000 >" (printf "/ %s >" (index . 3)) }}
{{- if hasKey $changes "threshold" }}
{{- $compared := regexFind "[<>]=? *[0-9][0-9.e]*( \\* [0-9][0-9.e]*)*" $expression }}
{{- if not $compared }}
{{- fail (printf "prometheusRule.rules.%s.threshold: the rule compares with no number: set expr" $alert) }}
{{- end }}
{{- $parts := splitn $compared 2 $expression }}
{{- $expression = print $parts._0 (regexFind "[<>]=? *" $compared) (toJson $changes.threshold) $parts._1 }}
{{- end }}
{{- $expression }}
{{- end }}

{{- define "vmascope.alertLabels" -}}
{{- $values := (index . 0).Values.prometheusRule }}
{{- $changes := index . 2 }}
{{- $labels := deepCopy (index . 1) }}
{{- if $values.namespaceLabel }}
{{- /* A pod that the alert is about takes precedence. */ -}}
{{- $own := default (include "vmascope.namespace" (index . 0)) $values.namespace }}
{{- $_ := set $labels "namespace" (printf "{{ with $labels.namespace }}{{ . }}{{ else }}%s{{ end }}" $own) }}
{{- end }}
{{- $labels = mergeOverwrite $labels (deepCopy (default dict $values.additionalRuleLabels)) }}
{{- with $changes.severity }}{{ $_ := set $labels "severity" . }}{{ end }}
{{- mergeOverwrite $labels (deepCopy (default dict $changes.labels)) | toYaml }}
{{- end }}

{{- define "vmascope.alertAnnotations" -}}
{{- $values := (index . 0).Values.prometheusRule }}
{{- $annotations := dict }}
{{- range $name, $text := index . 1 }}
{{- $_ := set $annotations $name (replace "limit of 15000" (printf "limit of %s" (index $ 3)) $text) }}
{{- end }}
{{- $runbook := default "" $annotations.runbook_url }}
{{- if hasPrefix "docs/" $runbook }}
{{- if $values.docsUrl }}
{{- $_ := set $annotations "runbook_url" (printf "%s/%s" (trimSuffix "/" $values.docsUrl) (trimPrefix "docs/" $runbook)) }}
{{- else }}
{{- /* A link that leads nowhere is none: the name of the file, without _url. */ -}}
{{- $_ := set (unset $annotations "runbook_url") "runbook" $runbook }}
{{- end }}
{{- end }}
{{- /* The file has paths: only the values know where Grafana and the page are. */ -}}
{{- $page := $values.pageUrl | replace "{instance}" "{{ $labels.instance }}" | replace "{node}" "{{ $labels.node }}" }}
{{- range $name, $base := dict "dashboard" $values.grafanaUrl "page" $page }}
{{- $path := get $annotations $name }}
{{- if and $base (hasPrefix "/" $path) }}
{{- $_ := set (unset $annotations $name) (print $name "_url") (print (trimSuffix "/" $base) $path) }}
{{- end }}
{{- end }}
{{- $annotations = mergeOverwrite $annotations (deepCopy (default dict $values.additionalRuleAnnotations)) }}
{{- mergeOverwrite $annotations (deepCopy (default dict (index . 2).annotations)) | toYaml }}
{{- end }}
